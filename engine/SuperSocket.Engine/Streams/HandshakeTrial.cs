using System.Net.Security;
using System.Security.Authentication;

namespace SuperSocket.SocketEngine;

/// <summary>The start of a handshake without a network: whether the platform can serve with these options.</summary>
internal static class HandshakeTrial
{
    /// <summary>Tries.</summary>
    /// <param name="options">How a server shakes hands.</param>
    /// <returns>Why it cannot; <see langword="null"/> if it can, or nothing is known.</returns>
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
            // The wire ends after the greeting: a server that has answered it has accepted its own certificate.
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
            // Nobody answered.
        }

        return wire.ToArray();
    }

    /// <summary>Reads what it was given, then its end; keeps what is written.</summary>
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

        // The stream of TLS disposes of it, and what was written is wanted: so the base may not close it.
#pragma warning disable CA2215
        protected override void Dispose(bool disposing)
        {
        }
#pragma warning restore CA2215
    }
}
