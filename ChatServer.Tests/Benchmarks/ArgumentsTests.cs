using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Torture;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class ArgumentsTests
{
    [Test]
    public void Options_are_read()
    {
        var options = TortureOptions.Parse(new Arguments(["--kills", "7", "--keep", "--seed", "3"]));
        Assert.That((options.Kills, options.Keep, options.Seed, options.Users), Is.EqualTo((7, true, 3, 20)));
        Assert.That(RelayOptions.Parse(new Arguments(["--store", "memory"])).Stores, Has.Length.EqualTo(1));
    }

    [TestCase("--kills", "many")]
    [TestCase("--kills", "0")]
    [TestCase("--kills")]
    [TestCase("--keep", "it")]
    [TestCase("--kill", "7")]
    [TestCase("7")]
    [TestCase("--kills", "7", "--kills", "8")]
    public void Wrong_options_are_refused(params string[] arguments)
        => Assert.That(() => TortureOptions.Parse(new Arguments(arguments)), Throws.TypeOf<UsageException>());
}
