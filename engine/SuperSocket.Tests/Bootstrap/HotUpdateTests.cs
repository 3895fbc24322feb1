using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Configuration;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>A configuration file that changes while servers run.</summary>
public class HotUpdateTests : BootstrapFixture
{
    [Test]
    public async Task A_running_server_takes_over_hot_settings_and_no_others()
    {
        var bootstrap = Start(Section("maxRequestLength='100' sendTimeOut='100' colour='red'"));
        IServerConfig config = Server(bootstrap, "s").Config;
        const string Hot = "maxRequestLength='200' idleSessionTimeOut='7' logCommand='true' logBasicSessionActivity='false' logAllSocketException='true' sendTimeOut='200'";
        Write(Section(Hot + " textEncoding='utf-8' colour='blue'", "<room name='x'/>"));

        await Wait.Until(() => config.OptionElements?["room"] != null, "the new element");
        Assert.That(config.MaxRequestLength, Is.EqualTo(200));
        Assert.That(config.IdleSessionTimeOut, Is.EqualTo(7));
        Assert.That((config.LogCommand, config.LogBasicSessionActivity, config.LogAllSocketException), Is.EqualTo((true, false, true)));
        Assert.That(config.Options!["colour"], Is.EqualTo("blue"));
        Assert.That(config.SendTimeOut, Is.EqualTo(200));
        Assert.That(config.TextEncoding, Is.Empty);
        Assert.That(Server(bootstrap, "s").Config, Is.SameAs(config));
    }

    [Test]
    public void A_bootstrap_without_a_file_or_without_running_servers_cannot_read_its_file_again()
    {
        using var ofCode = new DefaultBootstrap(new ConfigurationSource());
        Assert.That(ofCode.Reload, Throws.InvalidOperationException.With.Message.Contains("not read from a file"));
        var bootstrap = (DefaultBootstrap)Start(Section("colour='red'"));
        bootstrap.Stop();
        Assert.That(bootstrap.Reload, Throws.InvalidOperationException.With.Message.Contains("while no server runs"));
    }

    [Test]
    public async Task Handlers_are_called_for_changed_added_and_removed_options_only()
    {
        var bootstrap = Start(Section("colour='red'", "<room name='a'/>"));
        ConcurrentQueue<string> calls = ((HotServer)Server(bootstrap, "s")).Calls;
        Assert.That(calls, Is.EqualTo(new[] { "colour=red", "shape=", "room=a" }), "at once");

        calls.Clear();
        Write(Section("colour='blue' shape='round'", "<room name='a'/>"));
        await Wait.Until(() => calls.Count >= 2, "two calls");
        Assert.That(calls, Is.EqualTo(new[] { "colour=blue", "shape=round" }), "changed and added");

        calls.Clear();
        Write(Section("colour='blue'"));
        await Wait.Until(() => calls.Count >= 2, "two calls");
        Assert.That(calls, Is.EqualTo(new[] { "shape=", "room=none" }), "removed");
    }

    [Test]
    public void Handlers_find_options_in_attributes_and_elements()
    {
        var bootstrap = Start(Section("room='&lt;room name=\"a\" /&gt;'", "<colour>red</colour>"));
        Assert.That(((HotServer)Server(bootstrap, "s")).Calls, Is.EqualTo(new[] { "colour=<colour>red</colour>", "shape=", "room=a" }));
    }

    [Test]
    public void A_handler_that_refuses_at_set_up_can_refuse_the_server() =>
        Assert.That(Refusal(Section("colour='refuse'")), Does.Contain("refused the configuration"));

    [Test]
    public async Task A_handler_that_throws_or_refuses_is_an_error_and_the_others_are_called()
    {
        var bootstrap = Start(Section("colour='red'"));
        ConcurrentQueue<string> calls = ((HotServer)Server(bootstrap, "s")).Calls;
        Write(Section("colour='throw' shape='round'"));
        await Wait.Until(() => calls.Contains("shape=round"), "the second handler");
        Assert.That(TakeErrors().Single(), Does.Contain("'colour'").And.Contain("no such colour"));

        Write(Section("colour='refuse' shape='square'"));
        await Wait.Until(() => calls.Contains("shape=square"), "the second handler");
        Assert.That(TakeErrors().Single(), Does.Contain("refused a change of 'colour'"));
    }

    [Test]
    public async Task A_file_may_be_replaced()
    {
        var bootstrap = Start(Section("colour='red'"));
        ConcurrentQueue<string> calls = ((HotServer)Server(bootstrap, "s")).Calls;
        string running = File;

        // As many editors do: write another file, then rename it.
        string text = System.IO.File.ReadAllText(running);
        for (int i = 0; i < 2; i++)
        {
            System.IO.File.WriteAllText(running + "~", text.Replace("'red'", $"'blue{i}'", StringComparison.Ordinal));
            System.IO.File.Move(running + "~", running, overwrite: true);
            await Wait.Until(() => calls.Contains($"colour=blue{i}"), "the new colour");
        }
    }

    [Test]
    public async Task A_broken_file_is_logged_once_and_the_old_values_stay_until_it_is_mended()
    {
        var bootstrap = Start(Section("colour='red' maxRequestLength='100'"));
        ConcurrentQueue<string> calls = ((HotServer)Server(bootstrap, "s")).Calls;
        calls.Clear();
        Write(Section("colour='blue' maxRequestLength='many'"));
        await Wait.Until(() => Logs.Errors.Length > 0, "an error");
        Assert.That(TakeErrors().Single(), Does.Contain("everything stays as it was").And.Contain("maxRequestLength").And.Contain("line 4"));
        Assert.That(TakeErrors(), Is.Empty);
        Assert.That(Server(bootstrap, "s").Config.MaxRequestLength, Is.EqualTo(100));
        Assert.That(calls, Is.Empty);

        Write(Section("colour='green'"));
        await Wait.Until(() => calls.Contains("colour=green"), "the new colour");
    }

    [Test]
    public async Task A_file_that_is_half_written_for_a_moment_is_no_error()
    {
        System.IO.File.WriteAllText(File, "half");
        var read = new ConcurrentQueue<string>();
        using var watcher = new FileChangeWatcher([File], TakeOver, Logs.GetLog("watcher"));
        System.IO.File.WriteAllText(File, "whole");
        await Wait.Until(() => read.Count >= 2, "a second try");

        bool TakeOver(bool isRetry)
        {
            read.Enqueue(System.IO.File.ReadAllText(File));
            return read.Count > 1 ? true : throw new FormatException("not finished");
        }
    }

    [Test]
    public async Task What_the_resolver_changed_stays_changed()
    {
        var bootstrap = Create(Section("maxRequestLength='100' colour='red'"));
        Assert.That(bootstrap.Initialize(config => new ServerConfig(config) { MaxRequestLength = 55 }, Logs), bootstrap.LastError);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        Write(Section("maxRequestLength='200' colour='blue'"));
        await Wait.Until(() => Server(bootstrap, "s").Config.Options!["colour"] == "blue", "the new colour");
        Assert.That(Server(bootstrap, "s").Config.MaxRequestLength, Is.EqualTo(55));
    }

    [Test]
    public async Task Only_running_servers_are_told_and_a_new_start_watches_again()
    {
        var bootstrap = Start(Section("colour='red'"));
        var server = (HotServer)Server(bootstrap, "s");
        bootstrap.Stop();
        server.Calls.Clear();
        Write(Section("colour='blue'"));
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        Write(Section("colour='green'"));
        await Wait.Until(() => server.Calls.Contains("colour=green"), "the new colour");
        Assert.That(server.Calls, Does.Not.Contain("colour=red"));
    }

    [Test]
    public async Task Another_bootstrap_can_be_watched()
    {
        var section = Read(Section("colour='red'"));
        var bootstrap = new DefaultBootstrap(new ConfigurationSource(section));
        bootstrap.ErrorOutput = ErrorOutput;
        using (bootstrap)
        {
            Assert.That(bootstrap.Initialize(Logs), bootstrap.LastError);
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
            ConfigurationWatcher.Watch(section, bootstrap);
            Write(Section("colour='blue'"));
            await Wait.Until(() => ((HotServer)Server(bootstrap, "s")).Calls.Contains("colour=blue"), "the new colour");
        }
    }

    [Test]
    public async Task A_stopped_bootstrap_is_not_kept_alive()
    {
        WeakReference reference = StartAndStop();
        await Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !reference.IsAlive;
            },
            "the bootstrap is collected");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference StartAndStop()
        {
            Write(Section("colour='red'"));
            using var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(File);
            Assert.That(bootstrap.Initialize(Logs));
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
            return new WeakReference(bootstrap);
        }
    }

    private static string Section(string attributes, string elements = "") =>
        $"<superSocket><servers><server name='s' serverType='{TypeName(typeof(HotServer))}' {attributes}>{AnyPort}{elements}</server></servers></superSocket>";
}

/// <summary>A server that has its options told.</summary>
public class HotServer : AppServer
{
    public ConcurrentQueue<string> Calls { get; } = new();

    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        => RegisterConfigHandler(config, "colour", colour => Call($"colour={colour}"))
            && RegisterConfigHandler(config, "shape", shape => Call($"shape={shape}"))
            && RegisterConfigHandler<Room>(config, "room", room => Call($"room={room?.Name ?? "none"}"));

    private bool Call(string call)
    {
        if (call == "colour=throw")
            throw new InvalidOperationException("no such colour");
        Calls.Enqueue(call);
        return call != "colour=refuse";
    }
}
