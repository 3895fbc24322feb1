using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>The program as a service of systemd, and of no other settings than those of its file.</summary>
[Platform(Include = "Linux")]
public sealed class ServiceScenarios : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-service-");
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string NotifySocket => Path.Combine(_directory.FullName, "notify");

    [SetUp]
    public void Configure()
    {
        File.WriteAllText(ConfigFile, new ServerSetup().ToXml());
        _manager.Bind(new UnixDomainSocketEndPoint(NotifySocket));
    }

    public void Dispose()
    {
        _manager.Dispose();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Systemd_is_told_of_the_start_of_each_sign_of_life_and_of_the_stop()
    {
        using ServerProcess program = Start(("NOTIFY_SOCKET", NotifySocket), ("WATCHDOG_USEC", "900000"));
        string start = await ReceivesUntil("READY=1");
        Assert.That(program.Output, Is.Not.Empty, "It is ready before its servers run.");
        Assert.That(start, Does.Contain("STATUS=Starting").And.Contain("EXTEND_TIMEOUT_USEC=").And.Not.Contain("WATCHDOG=1"));
        await ReceivesUntil("WATCHDOG=1");
        await ReceivesUntil("WATCHDOG=1");
        program.Signal(PosixSignal.SIGTERM);
        await ReceivesUntil("STOPPING=1");
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Output[^1], Is.EqualTo("Stopped."));
        Assert.That(program.Errors, Is.Empty);
    }

    [Test]
    public async Task Systemd_is_told_when_the_configuration_is_read_again_and_when_that_is_done()
    {
        using ServerProcess program = Start(("NOTIFY_SOCKET", NotifySocket));
        await ReceivesUntil("READY=1");
        await program.UntilOutput("Ctrl-C stops the server.");
        long before = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
        program.Signal(PosixSignal.SIGHUP);
        string reloading = await Receives();
        Match time = Regex.Match(reloading, "^RELOADING=1\nMONOTONIC_USEC=([0-9]+)\n");
        Assert.That(time.Success, reloading);
        long after = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
        Assert.That(long.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture), Is.InRange(before, after));
        Assert.That(await Receives(), Does.StartWith("READY=1\n"));

        // The reload also ends if the file is invalid.
        await File.WriteAllTextAsync(ConfigFile, "<configuration>");
        program.Signal(PosixSignal.SIGHUP);
        Assert.That(await Receives(), Does.StartWith("RELOADING=1"));
        Assert.That(await Receives(), Does.StartWith("READY=1"));
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task Systemd_is_not_told_that_a_start_succeeded_which_failed()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Attributes = "language=\"klingon\"" }.ToXml());
        using ServerProcess program = Start(("NOTIFY_SOCKET", NotifySocket), ("WATCHDOG_USEC", "900000"));
        Assert.That(await program.Ended(), Is.EqualTo(1));
        Assert.That(program.Errors, Has.Length.EqualTo(1).And.One.Contains("klingon"));
        var received = new StringBuilder();
        while (_manager.Available > 0)
            received.AppendLine(await Receives());
        Assert.That(received.ToString(), Does.Contain("STATUS=Starting").And.Not.Contain("READY=1").And.Not.Contain("WATCHDOG=1"));
    }

    [Test]
    public async Task The_watchdog_of_another_process_is_not_fed()
    {
        using ServerProcess program = Start(("NOTIFY_SOCKET", NotifySocket), ("WATCHDOG_USEC", "900000"), ("WATCHDOG_PID", "1"));
        await ReceivesUntil("READY=1");
        await program.UntilOutput("Ctrl-C stops the server.");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await ReceivesUntil("STOPPING=1"), Does.Not.Contain("WATCHDOG=1"));
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task A_service_manager_that_is_gone_stops_nothing()
    {
        _manager.Dispose();
        using ServerProcess program = Start(("NOTIFY_SOCKET", NotifySocket));
        await program.UntilOutput("Ctrl-C stops the server.");
        await program.UntilError("The service manager cannot be reached at NOTIFY_SOCKET");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [Test]
    public async Task Settings_of_the_generic_host_are_not_read()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "appsettings.json"), "{ this is no JSON");
        using ServerProcess program = Start(("Logging__LogLevel__Default", "Trace"), ("DOTNET_ENVIRONMENT", "Development"), ("DOTNET_CONTENTROOT", "/nowhere"));
        await program.UntilOutput("Ctrl-C stops the server.");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Errors, Is.Empty);
    }

    private ServerProcess Start(params (string Name, string Value)[] environment) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), "--config", ConfigFile],
        _directory.FullName,
        environment.ToDictionary(variable => variable.Name, string? (variable) => variable.Value));

    private async Task<string> ReceivesUntil(string text)
    {
        var all = new StringBuilder();
        do
            all.AppendLine(await Receives());
        while (!all.ToString().Contains(text, StringComparison.Ordinal));
        return all.ToString();
    }

    private async Task<string> Receives()
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await _manager.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
