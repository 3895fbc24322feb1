namespace ChatServer.Terminal.Plays;

/// <summary>How <c>play</c> and <c>record</c> end.</summary>
internal static class ExitCodes
{
    /// <summary>Every play passed, or the recording is written.</summary>
    public const int Done = 0;

    /// <summary>A play failed, or the recording could not be made.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong, or a file is no play.</summary>
    public const int Wrong = 2;
}
