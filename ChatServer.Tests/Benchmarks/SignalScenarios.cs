using System.Runtime.InteropServices;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>A run that a signal ends.</summary>
[Platform(Include = "Linux")]
public class SignalScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-signal-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase(PosixSignal.SIGTERM, "torture", "--users", "3")]
    [TestCase(PosixSignal.SIGINT, "relay", "--warmup", "0", "--seconds", "1", "--rounds", "100")]
    public async Task A_signal_leaves_no_server_and_no_data_and_blames_nobody(PosixSignal signal, params string[] arguments)
    {
        string json = Path.Combine(_directory.FullName, "result.json");
        string[] output = arguments[0] == "relay" ? ["--json", json] : [];
        string[] all = [Path.Combine(AppContext.BaseDirectory, "ChatServer.Benchmarks.dll"), .. arguments, .. output];
        DirectoryInfo temporary = _directory.CreateSubdirectory("tmp");
        using var run = new ChildProcess("dotnet", all, environment: new Dictionary<string, string?> { ["TMPDIR"] = temporary.FullName });

        // Once there is a line about what happened, servers run.
        await Wait.Until(() => run.Output.Length >= 2 || run.HasExited, () => $"two lines are written. {run.Said}");
        Assert.That(temporary.EnumerateDirectories("chat-benchmark-*"), Is.Not.Empty);
        run.Signal(signal);
        Assert.That(await run.Ended(), Is.Not.Zero);

        Assert.That(run.Said, Does.Not.Contain("VIOLATION").And.Not.Contain("Unhandled"));
        Assert.That(temporary.EnumerateDirectories("chat-benchmark-*"), Is.Empty);
        Assert.That(File.Exists(json), Is.False);
    }
}
