namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>The text is not a chat script.</summary>
internal sealed class ScriptException(string file, int line, string error) : Exception($"{file}:{line}: {error}");
