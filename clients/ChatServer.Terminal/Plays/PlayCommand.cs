using System.Diagnostics;
using System.Globalization;
using ChatServer.Terminal.Plays.Running;
using ChatServer.Terminal.Plays.Script;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Plays;

/// <summary><c>chat play</c>: runs plays against servers.</summary>
internal static class PlayCommand
{
    private const string Usage = $"""
        Usage: chat play [options] FILE...

        Runs the plays of the files against servers: a .chat file is one play, in a .md file each block that begins with ```chat is.

        {PlayArguments.CommonUsage}
          --set NAME=VALUE          give a variable its value
          --within SECONDS          how long anything may take for which the play says nothing else; 10
          --limit SECONDS           how long a play may take; 60
          --packets HOW             how lines travel where the play says nothing of it: written (each alone), glued (what is sent
                                    without waiting, together), bytes (each byte alone)

        Exit codes: 0 every play passed, 1 a play failed, 2 the arguments are wrong or a file is no play.
        """;

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (PlayArguments.Read(args, "play", Usage, output, error, out PlayArguments arguments) is { } code)
            return code;
        List<Play> plays = [];
        try
        {
            foreach (string file in arguments.Rest)
                plays.AddRange(PlayFile.Read(file, arguments.Options.KnownVariables));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"chat play: {SafeText.Of(e.Message)}").ConfigureAwait(false);
            return ExitCodes.WrongArguments;
        }
        catch (PlayException e)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCodes.WrongArguments;
        }

        int failed = 0;
        foreach (Play play in plays)
        {
            long start = Stopwatch.GetTimestamp();
            string? failure = await PlayRun.RunAsync(play, arguments.Options, CancellationToken.None).ConfigureAwait(false);
            string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            if (failure != null)
                failed++;
            await output.WriteLineAsync(failure ?? $"{play.File}:{play.Statements[0].Line}: passed in {seconds} s").ConfigureAwait(false);
        }

        await output.WriteLineAsync($"{plays.Count - failed} passed, {failed} failed").ConfigureAwait(false);
        return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
