using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;

namespace ChatServer.Postgres;

/// <summary>
/// Encodes the items of a batch for other nodes. An item is its kind (1 byte), the number of its actor (4 bytes, 0 for none), its length (4 bytes), and its
/// content. A record is encoded as in the journal. Numbers are little-endian. Not thread-safe.
/// </summary>
internal sealed class BatchCodec
{
    private const int HeadLength = 9;

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly RecordCodec _records = new();

    /// <summary>An item of another node.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Record">The record. For a login or logout, only its user is set.</param>
    /// <param name="Actor">Number of its actor in the batch, counted from 1; 0 if it has none.</param>
    /// <param name="Epoch">Number of the login, for a login or logout.</param>
    internal readonly record struct Item(ItemKind Kind, StoreRecord Record, int Actor, long Epoch);

    /// <summary>Encodes items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="actors">The number of the actor of each item.</param>
    public byte[] Encode(IReadOnlyList<BatchItem> items, IReadOnlyList<int> actors)
    {
        _buffer.ResetWrittenCount();
        for (int i = 0; i < items.Count; i++)
            Write(items[i], actors[i]);
        byte[] data = _buffer.WrittenSpan.ToArray();
        if (_buffer.Capacity > 4 * 1024 * 1024)
            _buffer.Clear();
        return data;
    }

    /// <summary>Decodes the items of a batch.</summary>
    /// <param name="data">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no batch of a version that this program knows.</exception>
    public List<Item> Decode(ReadOnlySpan<byte> data)
    {
        var items = new List<Item>();
        while (!data.IsEmpty)
        {
            if (data.Length < HeadLength)
                throw new InvalidDataException("A batch of another node ends in the middle of an item.");
            var kind = (ItemKind)data[0];
            int actor = BinaryPrimitives.ReadInt32LittleEndian(data[1..]);
            int length = BinaryPrimitives.ReadInt32LittleEndian(data[5..]);
            if (length < 0 || length > data.Length - HeadLength)
                throw new InvalidDataException("A batch of another node ends in the middle of an item.");
            items.Add(Read(kind, actor, data.Slice(HeadLength, length)));
            data = data[(HeadLength + length)..];
        }

        return items;
    }

    private void Write(in BatchItem item, int actor)
    {
        int names = item.Record.Recipients?.Sum(name => 1 + (3 * name.Length)) ?? 0;
        int max = HeadLength + sizeof(int) + names + (item.Kind is ItemKind.Record or ItemKind.GroupRecord ? RecordCodec.MaxBytes(item.Record) : 128);
        Span<byte> bytes = _buffer.GetSpan(max);
        Span<byte> content = bytes[HeadLength..];
        int length;
        switch (item.Kind)
        {
            case ItemKind.Record:
                length = RecordCodec.Write(item.Record, content);
                break;
            case ItemKind.GroupRecord:
                int record = RecordCodec.Write(item.Record, content[sizeof(int)..]);
                BinaryPrimitives.WriteInt32LittleEndian(content, record);
                length = sizeof(int) + record;
                length += Encoding.UTF8.GetBytes(string.Join(' ', item.Record.Recipients!), content[length..]);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(content, item.Epoch);
                length = sizeof(long) + Encoding.UTF8.GetBytes(item.Actor!, content[sizeof(long)..]);
                break;
        }

        bytes[0] = (byte)item.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], actor);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[5..], length);
        _buffer.Advance(HeadLength + length);
    }

    private Item Read(ItemKind kind, int actor, ReadOnlySpan<byte> content)
    {
        switch (kind)
        {
            case ItemKind.Record when _records.TryRead(content, out StoreRecord record):
                return new Item(kind, record, actor, 0);
            case ItemKind.GroupRecord when content.Length > sizeof(int):
                int length = BinaryPrimitives.ReadInt32LittleEndian(content);
                content = content[sizeof(int)..];
                if (length < 0 || length > content.Length || !_records.TryRead(content[..length], out StoreRecord group))
                    break;
                string[] recipients = Encoding.UTF8.GetString(content[length..]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return new Item(kind, group with { Recipients = recipients }, actor, 0);
            case ItemKind.LoggedIn or ItemKind.LoggedOut when content.Length > sizeof(long):
                var user = new StoreRecord { Kind = default, User = Encoding.UTF8.GetString(content[sizeof(long)..]) };
                return new Item(kind, user, actor, BinaryPrimitives.ReadInt64LittleEndian(content));
        }

        throw new InvalidDataException($"An item of another node, of kind {(byte)kind}, cannot be read: the other node runs a newer program.");
    }
}
