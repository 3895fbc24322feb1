using System.CommandLine;
using System.Text;
using ChatServer.Client;
using ChatServer.Terminal.Plain;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Talk;
using ChatServer.Terminal.Words;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Terminal.Start;

/// <summary>Talking: in a terminal with a prompt, else one line an event.</summary>
internal static class TalkCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="symbols">The options that they may have.</param>
    /// <param name="words">The language.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(ParseResult args, TalkArguments symbols, TerminalWords words)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        try
        {
            TalkOptions options = TalkOptions.Parse(args, symbols, environment, words);
            if (!options.IsPlain && ConsoleTerminal.IsUsable(environment))
            {
                using var terminal = new ConsoleTerminal();
                return TalkProgram.Run(options, words, new Screen(terminal, Palette.Of(environment)));
            }

            // Standard input and output of scripts are utf-8, independent of the code page of the console.
            using var output = new StreamWriter(OpenOutput(), new UTF8Encoding(false)) { AutoFlush = true };
            using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
            using var talk = new PlainTalk(options, words, input, output, Console.Error);
            return await talk.RunAsync();
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"chat: {SafeText.Of(e.Message)} {words.SeeHelp}");
            return ExitCodes.WrongArguments;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"chat: {SafeText.Of(e.Message)}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>The exit code of what ends the program.</summary>
    public static int ExitCodeOf(ChatException e) => e.Error switch
    {
        ChatError.WrongPassword or ChatError.InvalidPassword or ChatError.WrongParameters or ChatError.LoginThrottled or ChatError.Kicked or ChatError.PasswordReset
            or ChatError.AccountRemoved => ExitCodes.LoginRefused,
        _ => ExitCodes.NoConnection,
    };

    /// <summary>The same as words.</summary>
    public static string Explain(ChatException e, TalkOptions options, TerminalWords words)
        => SafeText.Of(e.Error == ChatError.Unreachable ? words.NoServer(options.Place, Deepest(e).Message) : e.Message);

    // The stream of the console says nothing of a pipe that nobody reads any more, and messages that were not written would be confirmed. In a file it
    // goes on where another program has stopped, which a stream of its own does not.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    private static Exception Deepest(Exception e) => e.InnerException is { } inner ? Deepest(inner) : e;
}
