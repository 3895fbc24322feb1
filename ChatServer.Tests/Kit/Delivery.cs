using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>How a client's bytes travel; a server must not notice the difference.</summary>
public enum Delivery
{
    /// <summary>Each line in a packet.</summary>
    AsWritten,

    /// <summary>Each byte in a packet.</summary>
    ByteByByte,

    /// <summary>All lines that are sent at a time in one packet.</summary>
    Glued,
}

/// <summary>The ways in which every test of the protocol runs.</summary>
public static class Deliveries
{
    /// <summary>Every delivery in both encodings.</summary>
    public static IEnumerable<TestFixtureData> InBothEncodings
        => from delivery in Enum.GetValues<Delivery>()
           from encoding in new[] { "utf-8", "gb2312" }
           select new TestFixtureData(delivery, encoding);

    /// <summary>The same with messages in memory, and some with a journal on disk or a database.</summary>
    public static IEnumerable<TestFixtureData> OverBothStores
        => InBothEncodings.Select(data => new TestFixtureData([.. data.Arguments, "memory"]))
            .Append(new TestFixtureData(Delivery.AsWritten, "utf-8", "journal"))
            .Append(new TestFixtureData(Delivery.Glued, "gb2312", "journal"))
            .Append(new TestFixtureData(Delivery.AsWritten, "utf-8", "postgres"))
            .Append(new TestFixtureData(Delivery.AsWritten, "utf-8", "cluster"));
}
