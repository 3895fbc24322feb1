namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>What is written is no script.</summary>
internal sealed class ScriptException(string file, int line, string error) : Exception($"{file}:{line}: {error}");
