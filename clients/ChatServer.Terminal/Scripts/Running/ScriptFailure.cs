namespace ChatServer.Terminal.Scripts.Running;

/// <summary>The conversation differs from the script.</summary>
/// <param name="what">What was expected and what was received, in complete lines that are safe to print.</param>
internal sealed class ScriptFailure(string what) : Exception(what);
