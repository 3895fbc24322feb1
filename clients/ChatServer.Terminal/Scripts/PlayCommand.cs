using System.Diagnostics;
using System.Globalization;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Scripts;

/// <summary><c>chat play</c>: runs scripts against servers.</summary>
internal sealed class PlayCommand : ScriptCommand
{
    private const string UsageText = $"""
        Usage: chat play [options] FILE...

        Runs the chat scripts of the files against servers. A .chat file is one script; in a .md file, each block that starts with ```chat is one.

        {ScriptArguments.CommonUsage}
          --set NAME=VALUE          sets a variable
          --within SECONDS          timeout of each expected line, unless the script states another one; 10
          --limit SECONDS           timeout of a script; 60
          --packets HOW             how lines are cut into packets, unless the script states it: written (one line per packet),
                                    glued (lines that are sent without waiting share a packet), bytes (one byte per packet)

        Exit codes: 0 every script passed, 1 a script failed, 2 the arguments are wrong or a file is not a chat script.
        """;

    /// <summary>Creates the command.</summary>
    /// <param name="output">Gets the results.</param>
    /// <param name="error">Gets what is wrong with arguments and files.</param>
    public PlayCommand(TextWriter output, TextWriter error)
        : base("play", runs: true, UsageText, output, error)
    {
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(RunOptions options, IReadOnlyList<string> rest)
    {
        List<ChatScript> scripts = [];
        try
        {
            foreach (string file in rest)
                scripts.AddRange(ScriptFile.Read(file, options.KnownVariables));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Error.WriteLineAsync($"chat play: {SafeText.Of(e.Message)}").ConfigureAwait(false);
            return ExitCodes.WrongArguments;
        }
        catch (ScriptException e)
        {
            await Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCodes.WrongArguments;
        }

        int failed = 0;
        foreach (ChatScript script in scripts)
        {
            long start = Stopwatch.GetTimestamp();
            string? failure = await ScriptRun.RunAsync(script, options, CancellationToken.None).ConfigureAwait(false);
            string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            if (failure != null)
                failed++;
            await Output.WriteLineAsync(failure ?? $"{script.File}:{script.Statements[0].Line}: passed in {seconds} s").ConfigureAwait(false);
        }

        await Output.WriteLineAsync($"{scripts.Count - failed} passed, {failed} failed").ConfigureAwait(false);
        return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
