namespace ChatServer.Core.Storage.Disk;

/// <summary>A file that the store needs is not in its place any more, or is not the one that the store has written.</summary>
internal sealed class FilesGoneException : IOException
{
    /// <summary>Why the store fails then, for clients.</summary>
    public const string Reason = "its files were removed or replaced";

    /// <summary>Makes an exception without a reason.</summary>
    public FilesGoneException()
        : this("A file")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">For the log.</param>
    public FilesGoneException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">For the log.</param>
    /// <param name="innerException">What happened.</param>
    public FilesGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
