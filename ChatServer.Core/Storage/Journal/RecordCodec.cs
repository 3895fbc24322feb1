using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Encodes and decodes records as docs/journal.md describes. Records with the same user id share one string. Not thread-safe.
/// </summary>
internal sealed class RecordCodec
{
    private const byte TrackedFlag = 1;
    private const byte ReferenceFlag = 2;
    private const byte ExceptFlag = 4;
    private const byte GroupFlag = 8;
    private const byte ExpiredFlag = 16;
    private const byte AcceptedFlag = 32;
    private const byte RecalledFlag = 64;
    private const int IdLength = 16;
    private const int MaxName = 256;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;

    public RecordCodec() => _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Maximum length of the encoded record in bytes.</summary>
    public static int MaxBytes(in StoreRecord record)
        => 64 + (4 * MaxName) + (3 * ((record.Text?.Length ?? 0) + (record.Except?.Length ?? 0)));

    /// <summary>Writes a record.</summary>
    /// <returns>Number of bytes written.</returns>
    public static int Write(in StoreRecord record, Span<byte> bytes)
    {
        var writer = new Writer(bytes);
        writer.Byte((byte)record.Kind);
        switch (record.Kind)
        {
            case RecordKind.MessageAdded:
                writer.Id(record.Id);
                writer.Byte((byte)((record.IsTracked ? TrackedFlag : 0) | (record.Reference != null ? ReferenceFlag : 0) | (record.Accepted != default ? AcceptedFlag : 0)));
                writer.Moment(record.Accepted);
                writer.Name(record.User);
                writer.Name(record.From);
                if (record.Reference != null)
                    writer.Name(record.Reference);
                writer.Text(record.Text);
                break;
            case RecordKind.MessageEnded:
                writer.Id(record.Id);
                writer.Byte((byte)record.End);
                writer.Long(record.Time);
                writer.Name(record.User);
                break;
            case RecordKind.MessageRemembered:
                writer.Id(record.Id);
                writer.Byte((byte)record.End);
                writer.Long(record.Time);
                writer.Byte((byte)((record.Reference != null ? ReferenceFlag : 0) | (record.Group != null ? GroupFlag : 0)));
                writer.Name(record.Group ?? record.User);
                writer.Name(record.From);
                if (record.Reference != null)
                    writer.Name(record.Reference);
                break;
            case RecordKind.LastId:
                writer.Id(record.Id);
                break;
            case RecordKind.AgeKept:
                writer.Long(record.Time);
                break;
            case RecordKind.AccountSet or RecordKind.BanSet:
                writer.Long(record.Time);
                writer.Name(record.User);
                writer.Text(record.Text);
                break;
            case RecordKind.AccountRemoved or RecordKind.BanRemoved:
                writer.Name(record.User);
                break;
            case RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved:
                writer.Name(record.User);
                writer.Name(record.Reference!);
                writer.Text(record.Text);
                break;
            case RecordKind.AccountFlagsSet:
                writer.Byte(record.Flags);
                writer.Name(record.User);
                break;
            case RecordKind.GroupJoined:
                writer.Id(record.Id);
                writer.Name(record.User);
                writer.Name(record.Group!);
                break;
            case RecordKind.GroupLeft:
                writer.Name(record.User);
                writer.Name(record.Group!);
                break;
            case RecordKind.GroupMessageAdded or RecordKind.GroupMessageKept:
                WriteGroupMessage(record, ref writer);
                break;
            case RecordKind.GroupCopyKept:
                writer.Id(record.Id);
                writer.Name(record.User);
                break;
            default:
                throw new ArgumentException($"There is no record of the kind {record.Kind}.");
        }

        return writer.Length;
    }

    /// <summary>
    /// Reads a record. Rejects bytes that are invalid text and bytes that <see cref="Write"/> never produces: each record has exactly one encoding.
    /// </summary>
    /// <param name="bytes">Exactly the bytes of the record.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether the bytes are a record.</returns>
    public bool TryRead(ReadOnlySpan<byte> bytes, out StoreRecord record)
    {
        var reader = new Reader(bytes, this);
        var kind = (RecordKind)reader.Byte();
        record = kind switch
        {
            RecordKind.MessageAdded => ReadAdded(ref reader),
            RecordKind.MessageEnded => new StoreRecord
            {
                Kind = kind,
                Id = reader.Id(),
                End = reader.End(),
                Time = reader.Long(),
                User = reader.Name(),
            },
            RecordKind.MessageRemembered => ReadRemembered(ref reader),
            RecordKind.LastId => new StoreRecord { Kind = kind, Id = reader.Id() },
            RecordKind.AccountSet or RecordKind.BanSet => new StoreRecord { Kind = kind, Time = reader.Long(), User = reader.Name(), Text = reader.Text() },
            RecordKind.AccountRemoved or RecordKind.BanRemoved => new StoreRecord { Kind = kind, User = reader.Name() },
            RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved
                => new StoreRecord { Kind = kind, User = reader.Name(), Reference = reader.OwnName(), Text = reader.Text() },
            RecordKind.AccountFlagsSet => new StoreRecord { Kind = kind, Flags = reader.Byte(), User = reader.Name() },
            RecordKind.GroupJoined => new StoreRecord { Kind = kind, Id = reader.Id(), User = reader.Name(), Group = reader.Name() },
            RecordKind.GroupLeft => new StoreRecord { Kind = kind, User = reader.Name(), Group = reader.Name() },
            RecordKind.GroupMessageAdded => ReadGroupMessage(ref reader, kind, ExceptFlag),
            RecordKind.GroupMessageKept => ReadGroupMessage(ref reader, kind, ExpiredFlag | RecalledFlag),
            RecordKind.GroupCopyKept => new StoreRecord { Kind = kind, Id = reader.Id(), User = reader.Name() },
            RecordKind.AgeKept => new StoreRecord { Kind = kind, Time = reader.Long() },
            _ => default,
        };
        return record.Kind != 0 && reader.IsAtEnd;
    }

    private static StoreRecord ReadAdded(ref Reader reader)
    {
        Guid id = reader.Id();
        byte flags = reader.Flags(TrackedFlag | ReferenceFlag | AcceptedFlag);
        return new StoreRecord
        {
            Kind = RecordKind.MessageAdded,
            Id = id,
            IsTracked = (flags & TrackedFlag) != 0,
            Accepted = reader.Moment((flags & AcceptedFlag) != 0),
            User = reader.Name(),
            From = reader.Name(),
            Reference = (flags & ReferenceFlag) != 0 ? reader.OwnName() : null,
            Text = reader.Text(),
        };
    }

    private static StoreRecord ReadRemembered(ref Reader reader)
    {
        Guid id = reader.Id();
        var end = reader.End();
        long time = reader.Long();
        byte flags = reader.Flags(ReferenceFlag | GroupFlag);
        bool isOfGroup = (flags & GroupFlag) != 0;
        string to = reader.Name();
        return new StoreRecord
        {
            Kind = RecordKind.MessageRemembered,
            Id = id,
            End = end,
            Time = time,
            User = isOfGroup ? null! : to,
            Group = isOfGroup ? to : null,
            From = reader.Name(),
            Reference = (flags & ReferenceFlag) != 0 ? reader.OwnName() : null,
        };
    }

    private static void WriteGroupMessage(in StoreRecord record, ref Writer writer)
    {
        writer.Id(record.Id);
        writer.Byte((byte)((record.IsTracked ? TrackedFlag : 0) | (record.Reference != null ? ReferenceFlag : 0) | (record.Except != null ? ExceptFlag : 0)
            | GetFlag(record.End) | (record.Accepted != default ? AcceptedFlag : 0)));
        writer.Moment(record.Accepted);
        writer.Name(record.Group!);
        writer.Name(record.From);
        if (record.Reference != null)
            writer.Name(record.Reference);
        if (record.Except != null)
            writer.Names(record.Except);
        writer.Text(record.Text);
    }

    private static StoreRecord ReadGroupMessage(ref Reader reader, RecordKind kind, byte flagsBesides)
    {
        Guid id = reader.Id();
        byte flags = reader.Flags((byte)(TrackedFlag | ReferenceFlag | AcceptedFlag | flagsBesides));
        return new StoreRecord
        {
            Kind = kind,
            Id = id,
            IsTracked = (flags & TrackedFlag) != 0,
            End = reader.End(flags),
            Accepted = reader.Moment((flags & AcceptedFlag) != 0),
            Group = reader.Name(),
            From = reader.Name(),
            Reference = (flags & ReferenceFlag) != 0 ? reader.OwnName() : null,
            Except = (flags & ExceptFlag) != 0 ? reader.Names() : null,
            Text = reader.Text(),
        };
    }

    private static int GetFlag(MessageEnd end) => end switch
    {
        MessageEnd.Expired => ExpiredFlag,
        MessageEnd.Recalled => RecalledFlag,
        _ => 0,
    };

    private string Intern(ReadOnlySpan<byte> utf8)
    {
        Span<char> characters = stackalloc char[MaxName];
        ReadOnlySpan<char> name = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (_namesBySpan.TryGetValue(name, out string? known))
            return known;
        string made = name.ToString();
        _names[made] = made;
        return made;
    }

    private ref struct Writer(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; }

        public void Byte(byte value) => _bytes[Length++] = value;

        public void Id(Guid id)
        {
            id.TryWriteBytes(_bytes[Length..], bigEndian: true, out _);
            Length += IdLength;
        }

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes[Length..], value);
            Length += sizeof(long);
        }

        public void Moment(MessageMoment moment)
        {
            if (moment == default)
                return;
            Long(moment.Wall);
            Long(moment.Age);
        }

        // One byte of length, then UTF-8.
        public void Name(string name)
        {
            int length = Encoding.UTF8.GetBytes(name, _bytes[(Length + 1)..]);
            _bytes[Length] = checked((byte)length);
            Length += 1 + length;
        }

        // Four bytes of length, then UTF-8.
        public void Names(string names)
        {
            int length = Encoding.UTF8.GetBytes(names, _bytes[(Length + sizeof(int))..]);
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[Length..], length);
            Length += sizeof(int) + length;
        }

        // UTF-8 up to the end of the record.
        public void Text(string text) => Length += Encoding.UTF8.GetBytes(text, _bytes[Length..]);
    }

    // A read past the end returns nothing; IsAtEnd then reports the error.
    private ref struct Reader(ReadOnlySpan<byte> bytes, RecordCodec codec)
    {
        private ReadOnlySpan<byte> _rest = bytes;
        private bool _failed;

        public readonly bool IsAtEnd => _rest.IsEmpty && !_failed;

        public byte Byte() => Take(1) is [byte value] ? value : (byte)0;

        public byte Flags(byte known)
        {
            byte flags = Byte();
            _failed |= (flags & ~known) != 0;
            return flags;
        }

        public MessageEnd End()
        {
            var end = (MessageEnd)Byte();
            _failed |= end is not (MessageEnd.Confirmed or MessageEnd.Expired or MessageEnd.Recalled);
            return end;
        }

        // Each record has exactly one encoding: there is one flag at most.
        public MessageEnd End(byte flags)
        {
            int flag = flags & (ExpiredFlag | RecalledFlag);
            _failed |= flag == (ExpiredFlag | RecalledFlag);
            return flag switch
            {
                ExpiredFlag => MessageEnd.Expired,
                RecalledFlag => MessageEnd.Recalled,
                _ => default,
            };
        }

        public Guid Id() => Take(IdLength) is { Length: IdLength } id ? new Guid(id, bigEndian: true) : Guid.Empty;

        public long Long() => Take(sizeof(long)) is { Length: sizeof(long) } value ? BinaryPrimitives.ReadInt64LittleEndian(value) : 0;

        // Each record has exactly one encoding: the flag is set if and only if the moment is present.
        public MessageMoment Moment(bool isThere)
        {
            if (!isThere)
                return default;
            var moment = new MessageMoment(Long(), Long());
            _failed |= moment == default;
            return moment;
        }

        public string Name() => codec.Intern(TakeText(Byte()));

        public string OwnName() => Encoding.UTF8.GetString(TakeText(Byte()));

        public string Names()
        {
            int length = Take(sizeof(int)) is { Length: sizeof(int) } value ? BinaryPrimitives.ReadInt32LittleEndian(value) : 0;
            return Encoding.UTF8.GetString(TakeText(length < 0 ? int.MaxValue : length));
        }

        public string Text() => Encoding.UTF8.GetString(TakeText(_rest.Length));

        private ReadOnlySpan<byte> TakeText(int length)
        {
            ReadOnlySpan<byte> taken = Take(length);
            if (Utf8.IsValid(taken))
                return taken;
            _failed = true;
            return [];
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > _rest.Length)
            {
                _failed = true;
                length = 0;
            }

            ReadOnlySpan<byte> taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
