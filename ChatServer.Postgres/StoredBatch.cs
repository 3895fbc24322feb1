using System.Buffers.Binary;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>A batch that another node has stored.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Its number. The batches of a node have no gaps.</param>
/// <param name="After">The batches of other nodes that come before it.</param>
/// <param name="Moved">Actors whose items were not stored.</param>
/// <param name="Data">The items; see <see cref="BatchCodec"/>.</param>
internal sealed record StoredBatch(int Node, long Number, IReadOnlyDictionary<int, long> After, int[] Moved, byte[] Data)
{
    /// <summary>The columns that <see cref="Read"/> needs, after the number.</summary>
    public const string Columns = "number, after_node, after_batch, moved, data";

    /// <summary>Length of the batch as a frame, without the head of the frame.</summary>
    public int Length => (3 * sizeof(int)) + sizeof(long) + (After.Count * (sizeof(int) + sizeof(long))) + (Moved.Length * sizeof(int)) + Data.Length;

    /// <summary>Reads a row of the table.</summary>
    public static StoredBatch Read(int node, NpgsqlDataReader row)
    {
        int[] nodes = row.GetFieldValue<int[]>(1);
        long[] numbers = row.GetFieldValue<long[]>(2);
        var after = new Dictionary<int, long>(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
            after[nodes[i]] = numbers[i];
        return new StoredBatch(node, row.GetInt64(0), after, row.IsDBNull(3) ? [] : row.GetFieldValue<int[]>(3), row.GetFieldValue<byte[]>(4));
    }

    /// <summary>Writes the batch for another node.</summary>
    /// <param name="bytes">At least <see cref="Length"/> bytes.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Node);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], After.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Moved.Length);
        bytes = bytes[20..];
        foreach ((int node, long number) in After)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, node);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], number);
            bytes = bytes[12..];
        }

        foreach (int moved in Moved)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, moved);
            bytes = bytes[4..];
        }

        Data.CopyTo(bytes);
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no batch.</exception>
    public static StoredBatch Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 20)
            throw new InvalidDataException("A batch of another node is too short.");
        int node = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        long number = BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]);
        int afterCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        int movedCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        bytes = bytes[20..];
        if (afterCount < 0 || movedCount < 0 || ((long)afterCount * 12) + ((long)movedCount * 4) > bytes.Length)
            throw new InvalidDataException("A batch of another node is too short.");
        var after = new Dictionary<int, long>(afterCount);
        for (int i = 0; i < afterCount; i++)
        {
            after[BinaryPrimitives.ReadInt32LittleEndian(bytes)] = BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]);
            bytes = bytes[12..];
        }

        int[] moved = new int[movedCount];
        for (int i = 0; i < movedCount; i++)
        {
            moved[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            bytes = bytes[4..];
        }

        return new StoredBatch(node, number, after, moved, bytes.ToArray());
    }
}
