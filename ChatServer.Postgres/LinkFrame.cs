using System.Buffers.Binary;
using System.Text;

namespace ChatServer.Postgres;

/// <summary>What one node tells another one. The numbers never change. A frame of an unknown kind is skipped.</summary>
internal enum FrameKind : byte
{
    /// <summary>A batch that was stored.</summary>
    Batch = 1,

    /// <summary>A user has logged in at the sender, so an earlier login must end.</summary>
    Login = 2,

    /// <summary>The answer: the receiver knows of the login, and an earlier one has ended.</summary>
    LoginSeen = 3,

    /// <summary>A tracked message was delivered at the sender.</summary>
    Delivered = 4,

    /// <summary>
    /// A user is about to log in at the sender. An earlier login at the receiver must end, and what it has sent must be stored. Answered with
    /// <see cref="LoginSeen"/>.
    /// </summary>
    Release = 5,

    /// <summary>A question of an administrator. Answered with <see cref="Answer"/>.</summary>
    Question = 6,

    /// <summary>The answer to a question.</summary>
    Answer = 7,
}

/// <summary>Frames between nodes: length of the rest (4 bytes, little-endian), kind (1 byte), content.</summary>
internal static class LinkFrame
{
    /// <summary>Maximum length of a frame in bytes. A larger batch is not sent; the other node reads it from the database.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int HeadLength = sizeof(int) + 1;

    /// <summary>A batch.</summary>
    public static byte[] Create(StoredBatch batch)
    {
        byte[] frame = Create(FrameKind.Batch, batch.Length);
        batch.Write(frame.AsSpan(HeadLength));
        return frame;
    }

    /// <summary>A login, or the answer to one.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="token">Connects the two.</param>
    /// <param name="epoch">Number of the login.</param>
    /// <param name="user">The user.</param>
    public static byte[] Create(FrameKind kind, int token, long epoch, string user)
    {
        byte[] frame = Create(kind, sizeof(int) + sizeof(long) + Encoding.UTF8.GetByteCount(user));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(HeadLength), token);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(HeadLength + 4), epoch);
        Encoding.UTF8.GetBytes(user, frame.AsSpan(HeadLength + 12));
        return frame;
    }

    /// <summary>Reads a login, or the answer to one.</summary>
    /// <exception cref="InvalidDataException">It is too short.</exception>
    public static (int Token, long Epoch, string User) ParseLogin(ReadOnlySpan<byte> content)
    {
        if (content.Length < sizeof(int) + sizeof(long))
            throw new InvalidDataException("A frame of another node is too short.");
        return (BinaryPrimitives.ReadInt32LittleEndian(content), BinaryPrimitives.ReadInt64LittleEndian(content[4..]), Encoding.UTF8.GetString(content[12..]));
    }

    /// <summary>A question or an answer.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="token">Connects the two.</param>
    /// <param name="text">The text.</param>
    /// <returns>The frame; <see langword="null"/> if it would be too long.</returns>
    public static byte[]? TryCreate(FrameKind kind, int token, string text)
    {
        int length = sizeof(int) + Encoding.UTF8.GetByteCount(text);
        if (length > MaxLength)
            return null;
        byte[] frame = Create(kind, length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(HeadLength), token);
        Encoding.UTF8.GetBytes(text, frame.AsSpan(HeadLength + sizeof(int)));
        return frame;
    }

    /// <summary>Reads a question or an answer.</summary>
    /// <exception cref="InvalidDataException">It is too short.</exception>
    public static (int Token, string Text) ParseText(ReadOnlySpan<byte> content)
        => content.Length >= sizeof(int)
            ? (BinaryPrimitives.ReadInt32LittleEndian(content), Encoding.UTF8.GetString(content[sizeof(int)..]))
            : throw new InvalidDataException("A frame of another node is too short.");

    /// <summary>A delivery.</summary>
    public static byte[] Create(Guid id, string from, string to, bool isToGroup)
    {
        byte[] names = Encoding.UTF8.GetBytes($"{from} {to}");
        byte[] frame = Create(FrameKind.Delivered, 17 + names.Length);
        id.TryWriteBytes(frame.AsSpan(HeadLength), bigEndian: true, out _);
        frame[HeadLength + 16] = isToGroup ? (byte)1 : (byte)0;
        names.CopyTo(frame.AsSpan(HeadLength + 17));
        return frame;
    }

    /// <summary>Reads a delivery.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static (Guid Id, string From, string To, bool IsToGroup) ParseDelivered(ReadOnlySpan<byte> content)
    {
        if (content.Length < 17 || Encoding.UTF8.GetString(content[17..]).Split(' ') is not [var from, var to])
            throw new InvalidDataException("A frame of another node is too short.");
        return (new Guid(content[..16], bigEndian: true), from, to, content[16] != 0);
    }

    /// <summary>Reads a frame.</summary>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    /// <exception cref="IOException">The connection has ended.</exception>
    public static async Task<(FrameKind Kind, byte[] Content)> ReadAsync(Stream stream, CancellationToken cancel)
    {
        byte[] head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head, cancel).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head) - 1;
        if (length is < 0 or > MaxLength)
            throw new InvalidDataException($"A frame of {length} bytes is too long.");
        byte[] content = new byte[length];
        await stream.ReadExactlyAsync(content, cancel).ConfigureAwait(false);
        return ((FrameKind)head[sizeof(int)], content);
    }

    private static byte[] Create(FrameKind kind, int length)
    {
        byte[] frame = new byte[HeadLength + length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length + 1);
        frame[sizeof(int)] = (byte)kind;
        return frame;
    }
}
