namespace ChatServer.Terminal.Plays.Script;

/// <summary>What is written is no play.</summary>
internal sealed class PlayException(string file, int line, string error) : Exception($"{file}:{line}: {error}");
