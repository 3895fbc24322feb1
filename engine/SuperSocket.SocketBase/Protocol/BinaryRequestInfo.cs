namespace SuperSocket.SocketBase.Protocol;

/// <summary>A request whose body is bytes.</summary>
public class BinaryRequestInfo : RequestInfo<byte[]>
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="body">The body.</param>
    public BinaryRequestInfo(string key, byte[] body)
        : base(key, body)
    {
    }
}
