using System.Buffers.Binary;
using System.Text;
using ChatServer.Core.Storage;

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
                added = added with { IsTracked = (flags & 1) == 1, Accepted = Moment(flags, among: 35), User = Name(), From = Name(), Reference = Flag(flags, 2, among: 35) ? Name() : null };
                return added with { Text = Text() };
            case 2:
                return new StoreRecord { Kind = RecordKind.MessageEnded, Id = Id(), End = End(), Time = Long(), User = Name() };
            case 3:
                var remembered = new StoreRecord { Kind = RecordKind.MessageRemembered, Id = Id(), End = End(), Time = Long() };
                flags = Byte();
                remembered = Flag(flags, 8, among: 10) ? remembered with { Group = Name() } : remembered with { User = Name() };
                return remembered with { From = Name(), Reference = Flag(flags, 2, among: 10) ? Name() : null };
            case 4:
                return new StoreRecord { Kind = RecordKind.LastId, Id = Id() };
            case 5:
                return new StoreRecord { Kind = RecordKind.AccountSet, Time = Long(), User = Name(), Text = Text() };
            case 6:
                return new StoreRecord { Kind = RecordKind.AccountRemoved, User = Name() };
            case 7:
                return new StoreRecord { Kind = RecordKind.GroupJoined, Id = Id(), User = Name(), Group = Name() };
            case 8:
                return new StoreRecord { Kind = RecordKind.GroupLeft, User = Name(), Group = Name() };
            case 9:
                return GroupMessage(RecordKind.GroupMessageAdded, flagsAmong: 39);
            case 10:
                return GroupMessage(RecordKind.GroupMessageKept, flagsAmong: 115);
            case 11:
                return new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = Id(), User = Name() };
            case 13:
                return new StoreRecord { Kind = RecordKind.AgeKept, Time = Long() };
            case 14:
                return new StoreRecord { Kind = RecordKind.AccountFlagsSet, Flags = Byte(), User = Name() };
            case 15:
                return new StoreRecord { Kind = RecordKind.BanSet, Time = Long(), User = Name(), Text = Text() };
            case 16:
                return new StoreRecord { Kind = RecordKind.BanRemoved, User = Name() };
            case 17:
                return new StoreRecord { Kind = RecordKind.ListEntryAdded, User = Name(), Reference = Name(), Text = Text() };
            case 18:
                return new StoreRecord { Kind = RecordKind.ListEntryRemoved, User = Name(), Reference = Name(), Text = Text() };
            default:
                throw new InvalidDataException("no kind");
        }
    }

    private StoreRecord GroupMessage(RecordKind kind, byte flagsAmong)
    {
        var message = new StoreRecord { Kind = kind, Id = Id() };
        byte flags = Byte();
        if ((flags & 80) == 80)
            throw new InvalidDataException("two ends");
        message = message with { End = Flag(flags, 16, flagsAmong) ? MessageEnd.Expired : Flag(flags, 64, flagsAmong) ? MessageEnd.Recalled : default };
        message = message with { IsTracked = Flag(flags, 1, flagsAmong), Accepted = Moment(flags, flagsAmong), Group = Name(), From = Name() };
        message = message with { Reference = Flag(flags, 2, flagsAmong) ? Name() : null };
        message = message with { Except = Flag(flags, 4, flagsAmong) ? Names() : null };
        return message with { Text = Text() };
    }

    private static bool Flag(byte flags, byte flag, byte among)
        => (flags | among) == among ? (flags & flag & among) != 0 : throw new InvalidDataException("no flags");

    private MessageMoment Moment(byte flags, byte among)
    {
        if (!Flag(flags, 32, among))
            return default;
        var moment = new MessageMoment(Long(), Long());
        return moment != default ? moment : throw new InvalidDataException("no moment");
    }

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
        2 => MessageEnd.Expired,
        3 => MessageEnd.Recalled,
        _ => throw new InvalidDataException("no end"),
    };

    private string Name() => Strict.GetString(Take(Byte()));

    private string Names()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        return Strict.GetString(Take(length >= 0 && length <= _bytes.Length ? length : throw new InvalidDataException("no length")));
    }

    private string Text() => Strict.GetString(Take(_bytes.Length - _position));
}
