using System.Globalization;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>A real pseudo-terminal with a screen: the program runs inside of a tmux of its own, which ends with it.</summary>
public sealed class TmuxTerminal : IDisposable
{
    // Programs start slowly on a loaded machine.
    private const double Patience = 3 * Deadline.DefaultSeconds;

    // Shows the exit code, as tmux itself does not always know it, and keeps the screen until the end of the test.
    private const string Shell = "trap : INT; \"$0\" \"$@\"; echo \"exit code $?\"; exec sleep 1000";

    // Null removes a variable.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["LANG"] = "C.UTF-8",
        ["LC_ALL"] = null,
        ["LC_MESSAGES"] = null,
        ["NO_COLOR"] = null,
        ["CHAT_SERVER"] = null,
        ["CHAT_ID"] = null,
        ["CHAT_PASSWORD"] = null,
        ["TMUX"] = null,
    };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-tmux-");

    private TmuxTerminal()
    {
    }

    /// <summary>Starts the console client that lies next to the tests.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables, each as <c>NAME=value</c>.</param>
    /// <param name="width">Cells of a row.</param>
    /// <param name="height">Rows.</param>
    public static async Task<TmuxTerminal> Start(string[] arguments, string[]? environment = null, int width = 80, int height = 24)
    {
        if (!Array.Exists((System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), path => File.Exists(Path.Combine(path, "tmux"))))
            Assert.Ignore("There is no tmux here.");
        var terminal = new TmuxTerminal();
        string[] size = ["-x", width.ToString(CultureInfo.InvariantCulture), "-y", height.ToString(CultureInfo.InvariantCulture)];
        string[] program = ["sh", "-c", Shell, "env", .. environment ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "ChatServer.Terminal.dll"), .. arguments];
        await terminal.Tmux(["-f", "/dev/null", "new-session", "-d", .. size, .. program, ";", "set-option", "-g", "status", "off"]);
        return terminal;
    }

    /// <summary>Types a text.</summary>
    public Task Types(string text) => Tmux(["send-keys", "-l", "--", text]);

    /// <summary>Types a text and ends the line.</summary>
    public async Task Enters(string text)
    {
        await Types(text);
        await Presses("Enter");
    }

    /// <summary>Presses keys, by the names that tmux gives them.</summary>
    public Task Presses(params string[] keys) => Tmux(["send-keys", .. keys]);

    /// <summary>Pastes a text, as a terminal does from its clipboard.</summary>
    public Task Pastes(string text) => Tmux(["set-buffer", "--", text, ";", "paste-buffer", "-p"]);

    /// <summary>Asks the program to end, as the system does.</summary>
    public Task Terminates() => Tmux(["run-shell", "pkill -TERM -P #{pane_pid}"]);

    /// <summary>Changes the size.</summary>
    public Task Resize(int width, int height)
        => Tmux(["resize-window", "-x", width.ToString(CultureInfo.InvariantCulture), "-y", height.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>The rows of the screen that are not empty, without spaces at their ends.</summary>
    public async Task<string[]> Rows() => Filled(await Tmux(["capture-pane", "-p"]));

    /// <summary>The same with escape sequences for its colours.</summary>
    public async Task<string> Colours() => await Tmux(["capture-pane", "-p", "-e"]);

    /// <summary>In which column the cursor is, from 0 on.</summary>
    public async Task<int> CursorColumn() => int.Parse(await Tmux(["display-message", "-p", "#{cursor_x}"]), CultureInfo.InvariantCulture);

    /// <summary>Waits until the screen is as it is expected.</summary>
    public async Task<string[]> Until(string what, Predicate<string[]> condition)
    {
        var deadline = new Deadline(Patience);
        while (true)
        {
            string[] rows = await Rows();
            if (condition(rows))
                return rows;
            Assert.That(deadline.IsOver, Is.False, () => $"waited in vain for {what}; the screen shows\n{string.Join('\n', rows)}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until a row has a text.</summary>
    public Task<string[]> UntilShown(string text) => Until($"'{text}'", rows => Array.Exists(rows, row => row.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until the last rows are these, the prompt for example.</summary>
    public Task<string[]> UntilLast(params string[] last) => Until(string.Join(" / ", last), rows => rows.TakeLast(last.Length).SequenceEqual(last));

    /// <summary>Waits for the end of the program.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        const string label = "exit code ";
        string[] rows = await UntilShown(label);
        return int.Parse(rows.Last(row => row.StartsWith(label, StringComparison.Ordinal))[label.Length..], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (ChildProcess server = Run(["kill-server"]))
            server.WaitForExit();
        _directory.Delete(recursive: true);
    }

    private static string[] Filled(string screen) => [.. screen.Split('\n').Select(row => row.TrimEnd()).Where(row => row.Length > 0)];

    private async Task<string> Tmux(string[] arguments)
    {
        using ChildProcess tmux = Run(arguments);
        Assert.That(await tmux.Ended(), Is.Zero, () => tmux.Said);
        return string.Concat(tmux.Output.Select(line => line + "\n"));
    }

    private ChildProcess Run(string[] arguments)
        => new("tmux", ["-u", "-S", Path.Combine(_directory.FullName, "socket"), .. arguments], environment: Environment);
}
