using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatServer.Postgres;

/// <summary>
/// Proves to both ends of a connection between nodes that the other one knows the secret. The secret is never sent, and what is sent proves nothing in another
/// connection. The connection is not encrypted: nodes belong into a private network.
/// </summary>
internal static class LinkHandshake
{
    private const int NonceLength = 32;
    private const int ProofLength = 32;

    private static ReadOnlySpan<byte> Magic => "CHATLNK1"u8;

    /// <summary>Introduces this node to another one.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="node">This node.</param>
    /// <param name="peer">The other node.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="InvalidDataException">The other end is no node that knows the secret.</exception>
    public static async Task ConnectAsync(Stream stream, int node, int peer, string secret, CancellationToken cancel)
    {
        byte[] hello = new byte[Magic.Length + (2 * sizeof(int)) + NonceLength];
        Magic.CopyTo(hello);
        BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(Magic.Length), node);
        BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(Magic.Length + sizeof(int)), peer);
        RandomNumberGenerator.Fill(hello.AsSpan(hello.Length - NonceLength));
        await stream.WriteAsync(hello, cancel).ConfigureAwait(false);
        byte[] answer = new byte[NonceLength + ProofLength];
        await stream.ReadExactlyAsync(answer, cancel).ConfigureAwait(false);
        if (!CryptographicOperations.FixedTimeEquals(Prove(secret, "accepts", hello, answer.AsSpan(0, NonceLength)), answer.AsSpan(NonceLength)))
            throw new InvalidDataException("the other end does not know the secret of this node");
        await stream.WriteAsync(Prove(secret, "connects", hello, answer.AsSpan(0, NonceLength)), cancel).ConfigureAwait(false);
    }

    /// <summary>Checks who connects.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="node">This node.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The other node.</returns>
    /// <exception cref="InvalidDataException">The other end is no node that knows the secret.</exception>
    public static async Task<int> AcceptAsync(Stream stream, int node, string secret, CancellationToken cancel)
    {
        byte[] hello = new byte[Magic.Length + (2 * sizeof(int)) + NonceLength];
        await stream.ReadExactlyAsync(hello, cancel).ConfigureAwait(false);
        if (!hello.AsSpan().StartsWith(Magic))
            throw new InvalidDataException("it is no node of this version");
        int wanted = BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(Magic.Length + sizeof(int)));
        if (wanted != node)
            throw new InvalidDataException($"it looks for the node {wanted}, and this is {node}");
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceLength);
        await stream.WriteAsync((byte[])[.. nonce, .. Prove(secret, "accepts", hello, nonce)], cancel).ConfigureAwait(false);
        byte[] proof = new byte[ProofLength];
        await stream.ReadExactlyAsync(proof, cancel).ConfigureAwait(false);
        if (!CryptographicOperations.FixedTimeEquals(Prove(secret, "connects", hello, nonce), proof))
            throw new InvalidDataException("it does not know the secret of this node");
        return BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(Magic.Length));
    }

    private static byte[] Prove(string secret, string side, ReadOnlySpan<byte> hello, ReadOnlySpan<byte> nonce)
        => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(side), 0, .. hello, .. nonce]);
}
