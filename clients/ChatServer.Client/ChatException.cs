namespace ChatServer.Client;

/// <summary>The server refuses something, or no server can be reached.</summary>
public sealed class ChatException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="error">Why.</param>
    /// <param name="text">The words of the server, in the language of the options.</param>
    /// <param name="inner">What happened below.</param>
    public ChatException(ChatError error, string text, Exception? inner = null)
        : base(text, inner) => Error = error;

    /// <summary>Why.</summary>
    public ChatError Error { get; }

    /// <summary>When it may go well, if the server said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether connecting again would not help: the program, or a person, has to do something.</summary>
    internal bool IsFinal => Error is ChatError.WrongPassword or ChatError.InvalidPassword or ChatError.WrongParameters or ChatError.Kicked
        or ChatError.PasswordReset or ChatError.AccountRemoved or ChatError.AccountDisabled or ChatError.Banned or ChatError.LineTooLong;
}
