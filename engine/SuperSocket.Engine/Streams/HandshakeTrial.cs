using System.Net.Security;
using System.Security.Authentication;

namespace SuperSocket.SocketEngine;

/// <summary>Starts a TLS handshake in memory, to test whether the platform accepts the options of a server.</summary>
internal static class HandshakeTrial
{
    /// <summary>Tries a handshake.</summary>
    /// <param name="options">The TLS options of the server.</param>
    /// <returns>Why the platform refuses the options. <see langword="null"/> if it accepts them, or if this is unknown.</returns>
    public static string? FindFault(SslServerAuthenticationOptions options)
    {
        byte[] greeting = GreetingOfClient();
        if (greeting.Length == 0)
            return null;
        var wire = new Wire(greeting);
        try
        {
            using var server = new SslStream(wire);
            server.AuthenticateAsServer(options);
            return null;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or NotSupportedException or InvalidOperationException or System.Security.Cryptography.CryptographicException)
        {
            // The input ends after the ClientHello. A server that has answered it has accepted its own certificate.
            return wire.HasHandshakeAnswer ? null : HandshakeErrors.Explain(e);
        }
    }

    private static byte[] GreetingOfClient()
    {
        var wire = new Wire([]);
        try
        {
            using var client = new SslStream(wire);
            client.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "localhost" });
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // Expected: there is no server.
        }

        return wire.ToArray();
    }

    /// <summary>A stream that returns the given bytes, then its end. It keeps everything that is written.</summary>
    private sealed class Wire(byte[] input) : MemoryStream
    {
        private const byte HandshakeRecord = 22;

        private int _read;

        public bool HasHandshakeAnswer => Length > 0 && GetBuffer()[0] == HandshakeRecord;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int length = Math.Min(buffer.Length, input.Length - _read);
            input.AsSpan(_read, length).CopyTo(buffer);
            _read += length;
            return length;
        }

        // SslStream disposes of this stream, but the written bytes are still needed. So this method does not call the base method.
#pragma warning disable CA2215
        protected override void Dispose(bool disposing)
        {
        }
#pragma warning restore CA2215
    }
}
