using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>Whatever happens to standard output and standard error, people chat, and are told when the server stops.</summary>
[Platform(Include = "Linux")]
public class OutputScenarios
{
    private const string Welcome = "Welcome to SuperSocket Chat Server";

    // More than the queue and a pipe hold, at about 100 bytes of log for a line.
    private const int ManyLines = 20_000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-output-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string Pipe => Path.Combine(_directory.FullName, "pipe");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_log_reader_that_stops_reading_holds_up_neither_the_chat_nor_the_end()
    {
        Configure(port: 0);
        using FileStream pipe = await MakePipe();
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "exec", $"2> '{Pipe}'");
        using ScriptedClient romeo = await LogIn("romeo", await program.EndPoint("Utf8"));
        await FillTheLog(romeo);
        using ScriptedClient juliet = await LogIn("juliet", await program.EndPoint("Utf8"));

        // The reader reads again: it is told what it has missed.
        using (var reader = new StreamReader(pipe, leaveOpen: true))
        {
            string? line;
            do
                line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            while (!line!.Contains("lines of standard error were dropped: nobody read them in time.", StringComparison.Ordinal));
        }

        await FillTheLog(romeo);
        program.Signal(PosixSignal.SIGTERM);
        await IsToldOfTheEnd(romeo, juliet);
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Output[^1], Is.EqualTo("Stopped."));
    }

    [Test]
    public async Task A_reader_of_both_outputs_that_stops_reading_holds_up_nobody()
    {
        int port = FreePort();
        Configure(port);
        using FileStream pipe = await MakePipe();
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "exec", $"> '{Pipe}' 2>&1");
        await ReadUntil(pipe, "Ctrl-C stops the server.");
        using ScriptedClient romeo = await LogIn("romeo", new IPEndPoint(IPAddress.Loopback, port));
        await FillTheLog(romeo);
        program.Signal(PosixSignal.SIGTERM);
        await IsToldOfTheEnd(romeo);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task A_broken_pipe_ends_nothing()
    {
        int port = FreePort();
        Configure(port);
        FileStream pipe = await MakePipe();
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "exec", $"> '{Pipe}' 2>&1");
        await ReadUntil(pipe, "Ctrl-C stops the server.");
        await pipe.DisposeAsync();
        await GoesOn(program, port);
    }

    [Test]
    public async Task A_full_disk_ends_nothing()
    {
        int port = FreePort();
        Configure(port);
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "exec", "> /dev/full 2>&1");
        await GoesOn(program, port);
    }

    [Test]
    public async Task When_the_terminal_is_closed_people_are_told_and_the_server_stops_in_order()
    {
        int port = FreePort();
        Configure(port);
        var terminal = new PseudoTerminal();
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "exec setsid --ctty", $"< '{terminal.Path}' > '{terminal.Path}' 2>&1");
        await ReadUntil(terminal.Stream, "Ctrl-C stops the server.");
        using ScriptedClient romeo = await LogIn("romeo", new IPEndPoint(IPAddress.Loopback, port));
        terminal.Dispose();
        await IsToldOfTheEnd(romeo);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task A_hang_up_without_a_closed_terminal_ends_nothing()
    {
        Configure(port: 0);
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        using ScriptedClient romeo = await LogIn("romeo", await program.EndPoint("Utf8"));
        program.Signal(PosixSignal.SIGHUP);
        await program.UntilError("SIGHUP: the configuration file");
        await romeo.Sends("HB R");
        await romeo.Receives("R");
        program.Signal(PosixSignal.SIGTERM);
        await IsToldOfTheEnd(romeo);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task Somebody_who_reads_nothing_holds_up_no_other_server_and_a_second_signal_ends_at_once()
    {
        File.WriteAllText(ConfigFile, new ServerSetup { Attributes = "sendTimeOut=\"600000\"", SecondEncoding = "utf-8" }.ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        using Socket stuck = await Stick(await program.EndPoint("Utf8"));
        using ScriptedClient juliet = await LogIn("juliet", await program.EndPoint("Second"));
        program.Signal(PosixSignal.SIGTERM);

        // The other server would wait for half a minute.
        await IsToldOfTheEnd(juliet);
        Assert.That(program.Output[^1], Is.EqualTo("Stopping ..."));
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(20), Is.Not.Zero);
        Assert.That(program.Output[^1], Is.EqualTo("Stopping ..."));
    }

    private static async Task FillTheLog(ScriptedClient client)
    {
        for (int sent = 0; sent < ManyLines; sent += 1000)
        {
            await client.Sends([.. Enumerable.Repeat("HB R", 1000)]);
            await client.Receives([.. Enumerable.Repeat("R", 1000)]);
        }
    }

    private static async Task GoesOn(ServerProcess program, int port)
    {
        using ScriptedClient romeo = await LogIn("romeo", new IPEndPoint(IPAddress.Loopback, port));
        await FillTheLog(romeo);
        using ScriptedClient juliet = await LogIn("juliet", new IPEndPoint(IPAddress.Loopback, port));
        program.Signal(PosixSignal.SIGTERM);
        await IsToldOfTheEnd(romeo, juliet);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private static async Task<ScriptedClient> LogIn(string id, IPEndPoint by)
    {
        // Where nobody can read that the server has started, it is tried.
        var deadline = new Deadline(60);
        while (true)
        {
            try
            {
                ScriptedClient client = await ScriptedClient.Connect(id, by, new Utf8());
                await client.Sends($"Check {id} secret");
                await client.Receives(Welcome, "登录成功");
                return client;
            }
            catch (SocketException) when (!deadline.IsOver)
            {
                await Task.Delay(50);
            }
        }
    }

    private static async Task IsToldOfTheEnd(params ScriptedClient[] clients)
    {
        foreach (ScriptedClient client in clients)
        {
            await client.Receives("服务器正在关闭");
            await client.ReceivesEnd();
        }
    }

    // Asks until the server reads no more, because what it has to say waits.
    private static async Task<Socket> Stick(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, SendBufferSize = 4096 };
        await socket.ConnectAsync(server);
        byte[] requests = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Help\r\n", 1000)));
        using var silence = new CancellationTokenSource();
        try
        {
            while (true)
            {
                silence.CancelAfter(TimeSpan.FromSeconds(3));
                await socket.SendAsync(requests, silence.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return socket;
        }
    }

    private static async Task ReadUntil(Stream stream, string text)
    {
        string all = string.Empty;
        byte[] buffer = new byte[4096];
        while (!all.Contains(text, StringComparison.Ordinal))
            all += System.Text.Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    // Opened for both, so that it does not wait for the server.
    private async Task<FileStream> MakePipe()
    {
        using var make = Process.Start("mkfifo", [Pipe]);
        await make.WaitForExitAsync();
        return new FileStream(Pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    // Where the server's report cannot be read, its port must be known. Somebody else may take it meanwhile, which is very unlikely.
    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void Configure(int port)
    {
        string text = new ServerSetup { Attributes = "logCommand=\"true\"", Chat = "<log level=\"Info\" />" }.ToXml();
        int at = text.IndexOf("port=\"0\"", StringComparison.Ordinal);
        File.WriteAllText(ConfigFile, text[..at] + $"port=\"{port}\"" + text[(at + 8)..]);
    }
}
