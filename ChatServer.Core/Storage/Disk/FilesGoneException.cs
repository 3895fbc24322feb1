namespace ChatServer.Core.Storage.Disk;

/// <summary>A file that the store needs was removed, or is no longer the file that the store wrote.</summary>
internal sealed class FilesGoneException : IOException
{
    /// <summary>The reason of the failure, as text for clients.</summary>
    public const string Reason = "its files were removed or replaced";

    /// <summary>Creates an exception without a reason.</summary>
    public FilesGoneException()
        : this("A file")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The text for the log.</param>
    public FilesGoneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The text for the log.</param>
    /// <param name="innerException">The cause.</param>
    public FilesGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
