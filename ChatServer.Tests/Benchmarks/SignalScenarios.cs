using System.Diagnostics;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>A run that a signal ends.</summary>
[Platform(Include = "Linux")]
public class SignalScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-signal-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase("TERM", "torture", "--users", "3")]
    [TestCase("INT", "relay", "--warmup", "0", "--seconds", "1", "--rounds", "100")]
    public async Task A_signal_leaves_no_server_and_no_data_and_blames_nobody(string signal, params string[] arguments)
    {
        string json = Path.Combine(_directory.FullName, "result.json");
        string[] all = [Path.Combine(AppContext.BaseDirectory, "ChatServer.Benchmarks.dll"), .. arguments, .. arguments[0] == "relay" ? (string[])["--json", json] : []];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        DirectoryInfo temporary = _directory.CreateSubdirectory("tmp");
        start.Environment["TMPDIR"] = temporary.FullName;
        using Process run = Process.Start(start)!;
        try
        {
            using var deadline = new CancellationTokenSource(Patience);
            Task<string> errors = run.StandardError.ReadToEndAsync(deadline.Token);

            // Once there is a line about what happened, servers run.
            string output = await ReadLineAsync(run, deadline.Token) + await ReadLineAsync(run, deadline.Token);
            Assert.That(temporary.EnumerateDirectories("chat-benchmark-*"), Is.Not.Empty);
            using (Process kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]))
                await kill.WaitForExitAsync(deadline.Token);
            output += await run.StandardOutput.ReadToEndAsync(deadline.Token);
            await run.WaitForExitAsync(deadline.Token);

            Assert.That(output + await errors, Does.Not.Contain("VIOLATION").And.Not.Contain("Unhandled"));
            Assert.That(temporary.EnumerateDirectories("chat-benchmark-*"), Is.Empty);
            Assert.That(File.Exists(json), Is.False);
            Assert.That(run.ExitCode, Is.Not.Zero);
        }
        finally
        {
            if (!run.HasExited)
                run.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadLineAsync(Process run, CancellationToken deadline)
        => await run.StandardOutput.ReadLineAsync(deadline) ?? throw new IOException("The run has ended.");
}
