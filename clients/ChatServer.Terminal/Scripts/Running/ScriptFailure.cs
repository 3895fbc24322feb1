namespace ChatServer.Terminal.Scripts.Running;

/// <summary>Something else happened than a script says.</summary>
/// <param name="what">What was expected and what came, in whole lines that are safe to print.</param>
internal sealed class ScriptFailure(string what) : Exception(what);
