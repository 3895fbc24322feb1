using ChatServer.Tests.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>A test with the console client in real terminals.</summary>
[Platform(Include = "Linux,MacOsX")]
public abstract class TerminalScenario() : ClientScenario(Transport.Tcp)
{
    private readonly List<TmuxTerminal> _terminals = [];

    [TearDown]
    public void CloseTerminals()
    {
        foreach (TmuxTerminal terminal in _terminals)
            terminal.Dispose();
    }

    /// <summary>Where the program finds the server.</summary>
    protected string Address(FlakyProxy? via = null) => $"chat://{via?.EndPoint ?? ServerEndPoint}";

    /// <summary>Somebody starts the program and does not wait for anything.</summary>
    protected async Task<TmuxTerminal> Start(string[] arguments, string[]? environment = null, int width = 80, int height = 24)
    {
        TmuxTerminal terminal = await TmuxTerminal.Start(arguments, environment, width, height);
        _terminals.Add(terminal);
        return terminal;
    }

    /// <summary>Somebody starts the program with all that it needs, and is online.</summary>
    protected async Task<TmuxTerminal> StartAs(string name, string? to = null, FlakyProxy? via = null, string[]? environment = null, int width = 80, int height = 24)
    {
        string[] arguments = ["--server", Address(via), "--id", name, .. to == null ? Array.Empty<string>() : ["--to", to]];
        TmuxTerminal terminal = await Start(arguments, ["CHAT_PASSWORD=secret", .. environment ?? []], width, height);
        await terminal.Until("the prompt", rows => rows.Length > 1 && rows[^2].StartsWith($"-- {name} | ", StringComparison.Ordinal));
        return terminal;
    }

    /// <summary>The row above the prompt.</summary>
    protected static string Status(string text, int width = 80) => $"-- {text} ".PadRight(width - 1, '-');
}
