using ChatServer.Core.Storage;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>Makes records of every kind.</summary>
internal static class RandomRecords
{
    // Of few users there are many records.
    private static readonly string[] Names = ["romeo", "juliet", "朱丽叶", "x", "", "🌹", new('y', 255), new('好', 85)];

    /// <summary>Makes a record.</summary>
    public static StoreRecord Make(Random random)
    {
        string? reference = random.OneIn(2) ? null : random.Of<string>(Names);
        switch ((RecordKind)random.Next(1, 19))
        {
            case RecordKind.MessageAdded:
                return new StoreRecord { Kind = RecordKind.MessageAdded, Id = Id(random), Accepted = Moment(random), User = Name(random), From = Name(random), Text = Text(random), IsTracked = random.OneIn(2), Reference = reference };
            case RecordKind.MessageEnded:
                return new StoreRecord { Kind = RecordKind.MessageEnded, Id = Id(random), User = Name(random), End = End(random), Time = random.NextInt64() };
            case RecordKind.MessageRemembered:
                bool isOfGroup = random.OneIn(2);
                return new StoreRecord { Kind = RecordKind.MessageRemembered, Id = Id(random), User = isOfGroup ? null! : Name(random), Group = isOfGroup ? Name(random) : null, From = Name(random), End = End(random), Time = -random.NextInt64(), Reference = reference };
            case RecordKind.LastId:
                return new StoreRecord { Kind = RecordKind.LastId, Id = Id(random) };
            case RecordKind.AccountSet:
                return new StoreRecord { Kind = RecordKind.AccountSet, User = Name(random), Text = Text(random), Time = random.NextInt64() };
            case RecordKind.AccountRemoved:
                return new StoreRecord { Kind = RecordKind.AccountRemoved, User = Name(random) };
            case RecordKind.GroupJoined:
                return new StoreRecord { Kind = RecordKind.GroupJoined, Id = Id(random), User = Name(random), Group = Name(random) };
            case RecordKind.GroupLeft:
                return new StoreRecord { Kind = RecordKind.GroupLeft, User = Name(random), Group = Name(random) };
            case RecordKind.GroupMessageAdded:
                string? except = random.OneIn(2) ? null : Text(random);
                return new StoreRecord { Kind = RecordKind.GroupMessageAdded, Id = Id(random), Accepted = Moment(random), Group = Name(random), From = Name(random), Text = Text(random), IsTracked = random.OneIn(2), Reference = reference, Except = except };
            case RecordKind.GroupMessageKept:
                return new StoreRecord { Kind = RecordKind.GroupMessageKept, Id = Id(random), Accepted = Moment(random), End = KeptEnd(random), Group = Name(random), From = Name(random), Text = Text(random), IsTracked = random.OneIn(2), Reference = reference };
            case RecordKind.AgeKept:
                return new StoreRecord { Kind = RecordKind.AgeKept, Time = random.NextInt64() };
            case RecordKind.AccountFlagsSet:
                return new StoreRecord { Kind = RecordKind.AccountFlagsSet, Flags = (byte)random.Next(4), User = Name(random) };
            case RecordKind.BanSet:
                return new StoreRecord { Kind = RecordKind.BanSet, User = Name(random), Text = Text(random), Time = random.NextInt64() };
            case RecordKind.BanRemoved:
                return new StoreRecord { Kind = RecordKind.BanRemoved, User = Name(random) };
            case RecordKind.ListEntryAdded:
                return new StoreRecord { Kind = RecordKind.ListEntryAdded, User = Name(random), Reference = Name(random), Text = Text(random) };
            case RecordKind.ListEntryRemoved:
                return new StoreRecord { Kind = RecordKind.ListEntryRemoved, User = Name(random), Reference = Name(random), Text = Text(random) };
            default:
                return new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = Id(random), User = Name(random) };
        }
    }

    private static MessageMoment Moment(Random random) => random.OneIn(3) ? new MessageMoment(random.NextInt64(), random.NextInt64()) : default;

    // Some hold what frames start with.
    private static Guid Id(Random random)
        => new(random.OneIn(8) ? [0xFF, 0xF7, 0x14, 0, 0, .. random.Bytes(4), 4, 0xFF, 0xF7, 0, 0, 0, 0] : random.Bytes(16), bigEndian: true);

    private static string Name(Random random) => random.OneIn(6) ? random.Text(30) : random.Of<string>(Names);

    private static string Text(Random random) => random.Text(random.Of(0, 5, 5, 30, 300));

    private static MessageEnd KeptEnd(Random random) => random.Of(default, MessageEnd.Expired, MessageEnd.Recalled);

    private static MessageEnd End(Random random) => random.Of(MessageEnd.Confirmed, MessageEnd.Expired, MessageEnd.Recalled);
}
