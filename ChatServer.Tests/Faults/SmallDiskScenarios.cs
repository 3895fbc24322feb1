using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Faults;

/// <summary>A server on a disk of its own, of a few megabytes: a file system in memory that only its process sees.</summary>
[Platform(Include = "Linux")]
public sealed class SmallDiskScenarios
{
    private const double Patience = 90;
    private const int TextLength = 2000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-small-disk-");
    private string _file = null!;

    [SetUp]
    public async Task SetUp()
    {
        if (!await CanMount())
            Assert.Ignore("Nobody may mount a file system here ('unshare --user --map-root-user --mount').");
        _file = Path.Combine(_directory.FullName, "Chat.config");
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "data"));
        await File.WriteAllTextAsync(_file, new ServerSetup { Store = "journal", Limits = "messagesPerSecond=\"0\"", Attributes = "maxRequestLength=\"4096\"" }.ToXml());
    }

    [TearDown]
    public void TearDown() => _directory.Delete(recursive: true);

    [Test]
    public async Task Messages_that_are_confirmed_never_fill_a_small_disk()
    {
        const int Rounds = 20;
        using ServerProcess server = Start("size=8m");
        using ScriptedClient romeo = await LogIn(server, "romeo");
        for (int round = 0; round < Rounds; round++)
        {
            // Half a megabyte: far more than the disk in all.
            for (int i = 0; i < 250; i++)
                await romeo.Sends($"Chat romeo {new string('x', TextLength)}");
            for (int i = 0; i < 250; i++)
                Assert.That(await NextAnswer(romeo), Does.StartWith("Stored on disk "));
            await romeo.Sends("Confirm *");
            await Until(romeo, "Confirmed ");
        }

        Assert.That(server.HasExited, Is.False);
        server.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.That(await server.Ended(Patience), Is.Zero);
        Assert.That(server.Errors.Where(line => line.Contains("Error", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task A_disk_that_is_full_of_waiting_messages_works_again_when_they_are_confirmed()
    {
        using ServerProcess server = Start("size=8m");
        using ScriptedClient romeo = await LogIn(server, "romeo");
        string line = "Stored on disk ";
        while (line.StartsWith("Stored on disk ", StringComparison.Ordinal))
        {
            await romeo.Sends($"Chat juliet {new string('x', TextLength)}");
            line = await NextAnswer(romeo);
        }

        Assert.That(line, Does.StartWith("Not on disk yet: the server cannot write (No space left on device)").Or.StartsWith("Not stored: the server cannot write to its disk"));
        using ScriptedClient juliet = await LogIn(server, "juliet");
        // The server tries by itself, first soon, then every minute at the latest.
        var deadline = new Deadline(3 * Patience);
        do
        {
            Assert.That(deadline.IsOver, Is.False, () => $"the disk is still full. {string.Join('\n', server.Errors)}");
            await Task.Delay(100);

            // It confirms what has been sent to her so far.
            await juliet.Sends("Confirm *");
            await Until(juliet, "Not on disk yet: ", "Confirmed ");
            await romeo.Sends("Chat juliet after");
            line = await NextAnswer(romeo);
        }
        while (!line.StartsWith("Stored on disk ", StringComparison.Ordinal));
        Assert.That(server.Errors.Count(error => error.Contains("The journal cannot be written", StringComparison.Ordinal)), Is.EqualTo(1), () => string.Join('\n', server.Errors));
    }

    [TestCase("size=1m", "the disk of {0} has 1024 KiB in all; at least 4 MiB are needed.")]
    [TestCase("size=8m,ro", "the directory {0} cannot be used: Read-only file system")]
    public async Task A_disk_that_is_too_small_or_read_only_is_refused_as_such(string options, string reason)
    {
        using ServerProcess server = Start(options);
        Assert.That(await server.Ended(Patience), Is.EqualTo(1));
        Assert.That(string.Join('\n', server.Errors), Does.Contain(string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, Path.Combine(_directory.FullName, "data"))));
        Assert.That(server.Errors.Where(line => line.Contains("in use", StringComparison.Ordinal)), Is.Empty);
        Assert.That(server.Errors.Count(line => line.Contains("cannot be started", StringComparison.Ordinal)), Is.EqualTo(1), "said once, not once for each server");
    }

    private ServerProcess Start(string options)
        => new(
            "unshare",
            [
                "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && exec dotnet \"$3\" --config \"$4\"", "sh",
                options, Path.Combine(_directory.FullName, "data"), Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), _file,
            ]);

    private static async Task<bool> CanMount()
    {
        try
        {
            string[] mount = ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
            return (await ChildProcess.Run("unshare", mount)).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<ScriptedClient> LogIn(ServerProcess server, string id)
    {
        await server.UntilOutput("Ctrl-C stops the server.", Patience);
        ScriptedClient client = await ScriptedClient.Connect(id, await server.EndPoint("Utf8"), Encoding.UTF8);
        await client.Sends($"Check {id} secret", "Lang en", "Receipt on");
        await Until(client, "Receipts are on");
        return client;
    }

    // Without messages, and without what follows an answer or comes by itself.
    private static async Task<string> NextAnswer(ScriptedClient client)
    {
        string line;
        do
            line = await client.ReceivesLine(Patience);
        while (line.StartsWith("Not delivered yet", StringComparison.Ordinal) || line.Contains(" confirmed ", StringComparison.Ordinal) || line.StartsWith("romeo says", StringComparison.Ordinal));
        return line;
    }

    private static async Task Until(ScriptedClient client, params string[] beginnings)
    {
        string line;
        do
            line = await client.ReceivesLine(Patience);
        while (!Array.Exists(beginnings, beginning => line.StartsWith(beginning, StringComparison.Ordinal)));
    }
}
