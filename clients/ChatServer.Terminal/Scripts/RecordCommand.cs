using System.Text;
using ChatServer.Terminal.Scripts.Recording;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Scripts;

/// <summary><c>chat record</c>: writes a script from a conversation.</summary>
internal static class RecordCommand
{
    private const string Usage = $"""
        Usage: chat record [options] FILE [NAME [to SERVER] [in ENCODING]]

        Connects, sends the lines that you type, and shows what the server sends. At the end of your input (Ctrl-D; Ctrl-Z on Windows) or
        with Ctrl-C it writes everything to FILE as a chat script, which 'chat play FILE' runs. Your name in the script is "me" by default.

          @NAME                     continue as another name, which connects first if necessary; also "@NAME to SERVER in ENCODING"
          @@TEXT                    send @TEXT

        {ScriptArguments.CommonUsage}

        Exit codes: 0 the script is written, 1 the recording failed, 2 the arguments are wrong.
        """;

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (ScriptArguments.Read(args, "record", Usage, output, error, out ScriptArguments arguments) is { } code)
            return code;
        string file = arguments.Rest[0];
        string first = arguments.Rest.Count > 1 ? string.Join(' ', arguments.Rest.Skip(1)) : "me";
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        bool isCreated = false, isWritten = false;
        try
        {
            // Before the user types: an existing file is not replaced, and a wrong name is reported now.
            await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            isCreated = true;
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            ChatScript script = await Recorder.RecordAsync(first, input, output, arguments.Options, TimeProvider.System, stop.Token).ConfigureAwait(false);
            await writer.WriteLineAsync("# Recorded by 'chat record'. Passwords are replaced; check it for other private data before you share it.").ConfigureAwait(false);
            await writer.WriteAsync(script.ToString()).ConfigureAwait(false);
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            isWritten = true;
            return ExitCodes.Done;
        }
        // ArgumentOutOfRangeException: the file system does not allow a file of this length.
        catch (Exception e) when (e is ScriptException or FormatException or UnauthorizedAccessException or OperationCanceledException or ArgumentOutOfRangeException || Wires.IsFailure(e))
        {
            await error.WriteLineAsync($"chat record: {Wires.Describe(e)}").ConfigureAwait(false);
            return ExitCodes.Failed;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
            if (isCreated && !isWritten)
                File.Delete(file);
        }
    }
}
