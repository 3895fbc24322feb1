using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>Every datagram is one request that names its session (<see cref="UdpRequestInfo"/>); one filter, used under a lock, parses all.</summary>
internal sealed class DatagramsByName<TRequestInfo>(IAppServer appServer) : IDatagramRouter
    where TRequestInfo : IRequestInfo
{
    private readonly IReceiveFilter<TRequestInfo> _filter
        = ((IReceiveFilterFactory<TRequestInfo>)appServer.ReceiveFilterFactory).CreateFilter(appServer, null!, null!);

    private readonly IRequestHandler<TRequestInfo> _handler = (IRequestHandler<TRequestInfo>)appServer;
    private readonly Lock _lock = new();
    private readonly LogThrottle _malformed = new();

    public bool Parses => true;

    public bool TryRoute(byte[] bytes, IPEndPoint sender, out string sessionID, out IRequestInfo? request)
    {
        sessionID = string.Empty;
        request = null;
        try
        {
            TRequestInfo? parsed = Parse(bytes, out int rest);
            if (rest != 0)
                return Drop(sender, $"the receive filter left {rest} of {bytes.Length} bytes unused");
            if (parsed is not UdpRequestInfo udp)
                return false;
            if (string.IsNullOrEmpty(udp.SessionID))
                return Drop(sender, "it names no session");

            sessionID = udp.SessionID;
            request = udp;
            return true;
        }
        catch (Exception e)
        {
            return Drop(sender, "the receive filter failed", e);
        }
    }

    public void Execute(IAppSession session, IRequestInfo request) => _handler.ExecuteCommand(session, (TRequestInfo)request);

    // What one datagram left in the filter must not reach the next one.
    private TRequestInfo? Parse(byte[] bytes, out int rest)
    {
        lock (_lock)
        {
            bool clean = false;
            try
            {
                TRequestInfo? request = _filter.Filter(bytes, 0, bytes.Length, toBeCopied: false, out rest);
                if (_filter.State == FilterState.Error)
                    throw new InvalidDataException("The receive filter is in its error state.");
                clean = rest == 0 && _filter.LeftBufferSize == 0;
                return request;
            }
            finally
            {
                if (!clean)
                    _filter.Reset();
            }
        }
    }

    private bool Drop(IPEndPoint sender, string reason, Exception? e = null)
    {
        if (!_malformed.Add())
            return false;
        string message = $"A datagram from {sender} is dropped because {reason} ({_malformed.Count} malformed since the start).";
        if (e == null)
            appServer.Logger.Error(message);
        else
            appServer.Logger.Error(message, e);
        return false;
    }
}
