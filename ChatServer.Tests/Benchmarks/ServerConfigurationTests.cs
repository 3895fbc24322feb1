using System.Xml.Linq;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Workloads;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>Whether the servers of our own have room for what a load leaves unconfirmed.</summary>
public class ServerConfigurationTests
{
    [TestCase("relay", "", 200_000, 2_000_000, 134_217_728, 268_435_456)]
    [TestCase("relay", "--pairs 4000 --window 10000", 200_000, 40_000_000, 134_217_728, 40_000_000L * (32 + 384))]
    [TestCase("offline", "--messages 3000000 --bytes 3000", 6_000_000, 3_000_001, 18_000_000_000, 3_000_001L * (3000 + 384))]
    [TestCase("slow-readers", "--bytes 3000", 2_000_000, 2_000_000, 6_000_000_000, 2_000_000L * (3000 + 384))]
    public void Limits_rise_with_a_load_and_never_fall(string workload, string options, long messagesPerUser, long messages, long charactersPerUser, long characters)
    {
        WorkloadPlan plan = WorkloadCatalog.Plan(workload, new Arguments(options.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        XElement limits = XDocument.Parse(plan.Configuration.ToXml()).Descendants("limits").Single();
        Assert.Multiple(() =>
        {
            Assert.That((long)limits.Attribute("maxMessagesPerUser")!, Is.EqualTo(messagesPerUser));
            Assert.That((long)limits.Attribute("maxMessages")!, Is.EqualTo(messages));
            Assert.That((long)limits.Attribute("maxCharactersPerUser")!, Is.EqualTo(charactersPerUser));
            Assert.That((long)limits.Attribute("maxCharacters")!, Is.EqualTo(characters));
        });
    }

    [TestCase(2, 32, 50_000)]
    [TestCase(1001, 32, 400)]
    [TestCase(20_000, 3000, 20)]
    [TestCase(2, 3000, 11_184)]
    public void A_group_stops_before_a_server_as_shipped_has_too_many_messages(int members, int textLength, int messages)
        => Assert.That(Group.MaxMessages(members, textLength), Is.EqualTo(messages));
}
