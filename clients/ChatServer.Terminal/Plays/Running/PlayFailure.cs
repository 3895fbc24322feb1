namespace ChatServer.Terminal.Plays.Running;

/// <summary>Something else happened than a play says.</summary>
/// <param name="what">What was expected and what came, in whole lines that are safe to print.</param>
internal sealed class PlayFailure(string what) : Exception(what);
