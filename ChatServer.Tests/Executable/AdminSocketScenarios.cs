using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>Clients of the admin socket of the program that are not the administrator's.</summary>
[Platform(Include = "Linux")]
public class AdminSocketScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-admin-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string DataDirectory => Path.Combine(_directory.FullName, "data");

    private string SocketPath => Path.Combine(DataDirectory, "admin.sock");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task Clients_that_say_nothing_and_one_that_does_not_read_hold_up_neither_the_administrator_nor_the_end()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Accounts = "closed", Store = "journal" }.ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.UntilOutput("Ctrl-C stops the server.");

        Socket[] silent = [.. await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Connect()))];
        Socket unread = await Connect();
        await unread.SendAsync("POST /api/user/list HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using ServerProcess add = ServerProcess.OfChatServer("user", "add", "bob", "--password-stdin", "--config", ConfigFile);
        await add.Types("secret");
        Assert.That(await add.Ended(50), Is.Zero, () => string.Join('\n', add.Errors));

        // The silent ones are closed.
        foreach (Socket socket in silent)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(50));
            Assert.That(await socket.ReceiveAsync(new byte[1], deadline.Token), Is.Zero);
        }

        Socket late = await Connect();
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Errors, Is.Empty);
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
        foreach (string path in new[] { _directory.FullName, DataDirectory, SocketPath })
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);

        // Perl is part of every Debian.
        const string Ask = "print $s \"GET /healthz HTTP/1.0\\r\\n\\r\\n\"; $s->flush; my $l = <$s>; exit(defined($l) ? 3 : 4);";
        string script = $"my $s = IO::Socket::UNIX->new(Peer => '{SocketPath}') or die $!; {Ask}";
        using var other = new ServerProcess("setpriv", ["--reuid=65534", "--clear-groups", "perl", "-MIO::Socket::UNIX", "-e", script]);
        Assert.That(await other.Ended(), Is.EqualTo(4), () => string.Join('\n', other.Errors));
        await program.UntilError("A connection to the admin socket is refused: user 65534 is neither root nor the user of this server.");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }
}
