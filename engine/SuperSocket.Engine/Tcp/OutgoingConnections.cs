using System.Net;
using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Opens outgoing TCP connections.</summary>
internal static class OutgoingConnections
{
    /// <summary>Connects to an address, or to the first address of a name that answers.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="local">Where from; <see langword="null"/> leaves it to the system.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static async Task<Socket> OpenAsync(EndPoint target, EndPoint? local, CancellationToken cancel)
    {
        if (target is not DnsEndPoint name)
            return await OpenOneAsync(target, local, cancel).ConfigureAwait(false);

        AddressFamily family = local?.AddressFamily ?? name.AddressFamily;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(name.Host, family, cancel).ConfigureAwait(false);
        for (int i = 0; i < addresses.Length - 1; i++)
        {
            try
            {
                return await OpenOneAsync(new IPEndPoint(addresses[i], name.Port), local, cancel).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // The next address may answer; the error of the last one counts.
            }
        }

        return addresses.Length > 0
            ? await OpenOneAsync(new IPEndPoint(addresses[^1], name.Port), local, cancel).ConfigureAwait(false)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Socket> OpenOneAsync(EndPoint target, EndPoint? local, CancellationToken cancel)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (local != null)
                socket.Bind(local);
            await socket.ConnectAsync(target, cancel).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
