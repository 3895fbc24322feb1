using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using ChatServer.Terminal.Screens;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>Connects.</summary>
internal static class Wires
{
    /// <summary>Connects to a server.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="anyCertificate">Whether any certificate of the server is accepted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<IWire> ConnectAsync(ServerAddress server, bool anyCertificate, CancellationToken cancellationToken)
    {
#pragma warning disable CA5359 // Somebody has asked for it by an option that says what it does.
        RemoteCertificateValidationCallback? validate = anyCertificate ? static (_, _, _, _) => true : null;
#pragma warning restore CA5359
        if (server.IsWebSocket)
            return await WebSocketWire.ConnectAsync(server, validate, cancellationToken).ConfigureAwait(false);
        if (server.Uri.Scheme == "udp")
            return await UdpWire.OpenAsync(server, cancellationToken).ConfigureAwait(false);
        return await TcpWire.ConnectAsync(server, validate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an exception says that a network or the other side failed.</summary>
    public static bool IsFailure(Exception exception)
        => exception is SocketException or IOException or WebSocketException or AuthenticationException or HttpRequestException or ObjectDisposedException;

    /// <summary>What failed, in one line that is safe to print.</summary>
    public static string Describe(Exception exception)
        => SafeText.Of((exception.InnerException is SocketException inner ? inner : exception).Message.ReplaceLineEndings(" "));
}
