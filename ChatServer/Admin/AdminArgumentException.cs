namespace ChatServer.Admin;

/// <summary>An argument of an admin verb is wrong. The message says what to write instead, for people.</summary>
internal sealed class AdminArgumentException : Exception
{
    /// <summary>Creates an exception without a reason.</summary>
    public AdminArgumentException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, and what to write instead.</param>
    public AdminArgumentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, and what to write instead.</param>
    /// <param name="innerException">What happened.</param>
    public AdminArgumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
