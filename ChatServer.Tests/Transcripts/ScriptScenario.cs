using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>A test that runs scripts of the format against servers of its own: TCP in two encodings, WebSocket and UDP.</summary>
public abstract class ScriptScenario : ChatScenario
{
    protected const string Greeting = """
        romeo connects
              <- Welcome to SuperSocket Chat Server
              -> Check romeo secret
              <- 登录成功

        """;

    private protected ScriptScenario()
        => Setup = new ServerSetup { Store = "journal", Accounts = "open", Web = string.Empty, Udp = "repeatAfter=\"100\" maxRequestLength=\"4096\"" };

    /// <summary>How scripts find the servers of this test.</summary>
    private protected RunOptions Options => OptionsOf(Server);

    /// <summary>How scripts find servers.</summary>
    private protected static RunOptions OptionsOf(RunningServer server) => new()
    {
        Servers = ServerNames.None
            .With("chat", $"chat://{server.EndPoint("utf-8")}")
            .With("gb", $"chat://{server.EndPoint("gb2312")}")
            .With("web", $"ws://{server.Web.Listeners[0].EndPoint}/ws")
            .With("udp", $"udp://{server.Udp.Listeners[0].EndPoint}"),
    };

    /// <summary>What went otherwise than a script says.</summary>
    private protected Task<string?> Failure(string text, RunOptions? options = null)
        => Failure(ScriptFile.Read("test.chat", text, [ScriptVariables.Run, .. options?.Variables.Keys ?? []])[0], options);

    /// <summary>What went otherwise than a script says.</summary>
    private protected async Task<string?> Failure(ChatScript script, RunOptions? options = null)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(6 * Deadline.DefaultSeconds));
        return await ScriptRun.RunAsync(script, options ?? Options, end.Token);
    }

    /// <summary>A script must pass.</summary>
    private protected async Task Passes(string text, RunOptions? options = null) => Assert.That(await Failure(text, options), Is.Null);
}
