namespace SuperSocket.Common;

/// <summary>Tells of an error.</summary>
public class ErrorEventArgs : EventArgs
{
    /// <summary>Tells of an error that has only a text.</summary>
    /// <param name="message">The text.</param>
    public ErrorEventArgs(string message)
        : this(new Exception(message))
    {
    }

    /// <summary>Tells of an error.</summary>
    /// <param name="exception">The error.</param>
    public ErrorEventArgs(Exception exception) => Exception = exception;

    /// <summary>The error.</summary>
    public Exception Exception { get; }
}
