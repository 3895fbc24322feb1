using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Why an address cannot be listened on, in words for an administrator.</summary>
internal static class ListenErrors
{
    /// <summary>The reason, without a full stop.</summary>
    public static string Explain(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use, by another program or another server of this one; stop it or choose another port",
        SocketError.AddressNotAvailable => "this machine does not have that address",
        SocketError.AccessDenied => "the port may not be used by this user (ports below 1024 need a privilege)",
        _ => e.Message,
    };
}
