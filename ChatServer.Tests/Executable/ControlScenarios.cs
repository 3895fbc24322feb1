using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>Clients of the control channel that are not the operator's program.</summary>
[Platform(Include = "Linux")]
public class ControlScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-control-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string DataDirectory => Path.Combine(_directory.FullName, "data");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task Clients_that_say_nothing_and_one_that_does_not_read_hold_up_neither_the_operator_nor_the_end()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Accounts = "closed", Store = "journal" }.ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.UntilOutput("Ctrl-C stops the server.");

        // More than are served at a time: the silent ones are closed after some seconds.
        Socket[] silent = [.. await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Connect()))];
        Socket unread = await Connect();
        await unread.SendAsync("list\n"u8.ToArray());
        using ServerProcess add = ServerProcess.OfChatServer("user", "add", "bob", "--password-stdin", "--config", ConfigFile);
        await add.Types("secret");
        Assert.That(await add.Ended(50), Is.Zero, () => string.Join('\n', add.Errors));

        Socket late = await Connect();
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
        Array.ForEach([.. silent, unread, late], socket => socket.Dispose());
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task A_directory_that_others_can_write_to_is_named()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Accounts = "closed", Store = "journal" }.ToXml());
        Directory.CreateDirectory(DataDirectory, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(DataDirectory, (UnixFileMode)0b111_111_111);
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.UntilError($"Other users can write to the directory {DataDirectory} (mode 777)");
        await program.UntilOutput("Ctrl-C stops the server.");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Other_users_are_refused_whatever_the_mode_of_the_socket()
    {
        if (Environment.UserName != "root")
            Assert.Ignore("Only root can be somebody else.");
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Accounts = "closed", Store = "journal", Chat = "<log level=\"Info\" />" }.ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.UntilOutput("Ctrl-C stops the server.");
        foreach (string path in new[] { _directory.FullName, DataDirectory, Path.Combine(DataDirectory, "control.sock") })
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);

        // Perl is part of every Debian.
        using var other = new ServerProcess("setpriv", ["--reuid=65534", "--clear-groups", "perl", "-MIO::Socket::UNIX", "-e",
            $"my $s = IO::Socket::UNIX->new(Peer => '{Path.Combine(DataDirectory, "control.sock")}') or die $!; print $s \"list\\n\"; $s->flush; my $l = <$s>; exit(defined($l) ? 3 : 4);"]);
        Assert.That(await other.Ended(), Is.EqualTo(4), () => string.Join('\n', other.Errors));
        await program.UntilError("A connection to the control channel is refused: user 65534 is neither root nor the user of this server.");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(DataDirectory, "control.sock")));
        return socket;
    }
}
