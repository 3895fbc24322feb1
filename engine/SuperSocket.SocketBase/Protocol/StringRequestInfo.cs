namespace SuperSocket.SocketBase.Protocol;

/// <summary>A line of text.</summary>
public class StringRequestInfo : RequestInfo<string>
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="body">What follows the key.</param>
    /// <param name="parameters">The parts of the body.</param>
    public StringRequestInfo(string key, string body, string[] parameters)
        : base(key, body)
        => Parameters = parameters;

    /// <summary>The parts of the body.</summary>
    public virtual string[] Parameters { get; }

    /// <summary>The first part of the body.</summary>
    /// <returns>The part; empty if there is none.</returns>
    public string GetFirstParam() => Parameters is { Length: > 0 } ? Parameters[0] : string.Empty;

    /// <summary>A part of the body.</summary>
    /// <param name="index">From 0 to below the number of parts.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such part.</exception>
    public string this[int index] => Parameters[index];
}
