using NUnit.Framework;
using SuperSocket.Soak;

namespace SuperSocket.Tests.Soak;

/// <summary>The soak in short. Alone, because it measures the process.</summary>
[NonParallelizable]
internal sealed class SoakTests
{
    [Test]
    public async Task Clients_that_do_what_they_like_for_20_seconds_find_every_answer_right_and_leave_nothing_behind()
    {
        using var output = new StringWriter();
        var run = new SoakRun(new SoakOptions { Duration = TimeSpan.FromSeconds(20), Clients = 100, Seed = 20, Output = TextWriter.Synchronized(output) });

        bool good = await run.RunAsync();

        await TestContext.Out.WriteLineAsync(output.ToString());
        Assert.That(run.Failures, Is.Empty);
        Assert.That(good, Is.True);
    }

    [Test]
    public void The_command_line_is_read()
    {
        var options = SoakOptions.Parse(["--minutes", "0.5", "--clients", "7", "--seed", "3"]);

        Assert.That(options.Duration, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That((options.Clients, options.Seed), Is.EqualTo((7, 3)));
    }

    [TestCase("--minutes")]
    [TestCase("--minutes", "0")]
    [TestCase("--clients", "many")]
    [TestCase("--colour", "1")]
    public void A_wrong_command_line_is_refused(params string[] args)
        => Assert.That(() => SoakOptions.Parse(args), Throws.ArgumentException);
}
