namespace SuperSocket.SocketBase.Protocol;

/// <summary>A datagram that names its session, so that a peer keeps its session when its address changes.</summary>
public class UdpRequestInfo : IRequestInfo
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="sessionID">Names the session; a datagram with an empty one is dropped.</param>
    public UdpRequestInfo(string key, string sessionID)
    {
        Key = key;
        SessionID = sessionID;
    }

    /// <summary>Names the command that handles it.</summary>
    public string Key { get; }

    /// <summary>Names the session.</summary>
    public string SessionID { get; }
}
