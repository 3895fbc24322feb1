using System.Buffers.Binary;
using System.Text;
using ChatServer.Storage;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>Reads one record, field by field: slow, and easy to check.</summary>
internal sealed class SlowRecord
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private int _position;

    private SlowRecord(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads a record.</summary>
    /// <returns>The record, or <see langword="null"/> if the bytes are none.</returns>
    public static StoreRecord? Read(byte[] bytes)
    {
        var slow = new SlowRecord(bytes);
        try
        {
            StoreRecord record = slow.Record();
            return slow._position == bytes.Length ? record : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    private StoreRecord Record()
    {
        switch (Byte())
        {
            case 1:
                var added = new StoreRecord { Kind = RecordKind.MessageAdded, Id = Id() };
                byte flags = Byte();
                added = added with { IsTracked = (flags & 1) == 1, User = Name(), From = Name(), Reference = Flag(flags, 2, among: 3) ? Name() : null };
                return added with { Text = Text() };
            case 2:
                return new StoreRecord { Kind = RecordKind.MessageEnded, Id = Id(), End = End(), Time = Long(), User = Name() };
            case 3:
                var remembered = new StoreRecord { Kind = RecordKind.MessageRemembered, Id = Id(), End = End(), Time = Long() };
                flags = Byte();
                return remembered with { User = Name(), From = Name(), Reference = Flag(flags, 2, among: 2) ? Name() : null };
            case 4:
                return new StoreRecord { Kind = RecordKind.LastId, Id = Id() };
            case 5:
                return new StoreRecord { Kind = RecordKind.AccountSet, Time = Long(), User = Name(), Text = Text() };
            case 6:
                return new StoreRecord { Kind = RecordKind.AccountRemoved, User = Name() };
            default:
                throw new InvalidDataException("no kind");
        }
    }

    private static bool Flag(byte flags, byte flag, byte among)
        => (flags | among) == among ? (flags & flag) != 0 : throw new InvalidDataException("no flags");

    private byte[] Take(int length)
    {
        if (_position + length > _bytes.Length)
            throw new InvalidDataException("too short");
        _position += length;
        return _bytes[(_position - length).._position];
    }

    private byte Byte() => Take(1)[0];

    private Guid Id() => Guid.ParseExact(Convert.ToHexString(Take(16)), "N");

    private long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private MessageEnd End() => Byte() switch
    {
        1 => MessageEnd.Confirmed,
        2 => MessageEnd.GivenUp,
        _ => throw new InvalidDataException("no end"),
    };

    private string Name() => Strict.GetString(Take(Byte()));

    private string Text() => Strict.GetString(Take(_bytes.Length - _position));
}
