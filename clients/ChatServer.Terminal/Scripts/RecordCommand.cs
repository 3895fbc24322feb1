using System.Text;
using ChatServer.Terminal.Scripts.Recording;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Scripts;

/// <summary><c>chat record</c>: writes a script from a conversation.</summary>
internal sealed class RecordCommand : ScriptCommand
{
    private const string UsageText = $"""
        Usage: chat record [options] FILE [NAME [to SERVER] [in ENCODING]]

        Connects, sends the lines that you type, and shows what the server sends. At the end of your input (Ctrl-D; Ctrl-Z on Windows) or
        with Ctrl-C it writes everything to FILE as a chat script, which 'chat play FILE' runs. Your name in the script is "me" by default.

          @NAME                     continue as another name, which connects first if necessary; also "@NAME to SERVER in ENCODING"
          @@TEXT                    send @TEXT

        {ScriptArguments.CommonUsage}

        Exit codes: 0 the script is written, 1 the recording failed, 2 the arguments are wrong.
        """;

    private readonly TextReader _input;

    /// <summary>Creates the command.</summary>
    /// <param name="input">What the user types.</param>
    /// <param name="output">Gets what the server sends.</param>
    /// <param name="error">Gets what is wrong.</param>
    public RecordCommand(TextReader input, TextWriter output, TextWriter error)
        : base("record", runs: false, UsageText, output, error)
        => _input = input;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(RunOptions options, IReadOnlyList<string> rest)
    {
        string file = rest[0];
        string first = rest.Count > 1 ? string.Join(' ', rest.Skip(1)) : "me";
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
            ChatScript script = await Recorder.RecordAsync(first, _input, Output, options, TimeProvider.System, stop.Token).ConfigureAwait(false);
            await writer.WriteLineAsync("# Recorded by 'chat record'. Passwords are replaced; check it for other private data before you share it.").ConfigureAwait(false);
            await writer.WriteAsync(script.ToString()).ConfigureAwait(false);
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            isWritten = true;
            return ExitCodes.Done;
        }
        // ArgumentOutOfRangeException: the file system does not allow a file of this length.
        catch (Exception e) when (e is ScriptException or FormatException or UnauthorizedAccessException or OperationCanceledException or ArgumentOutOfRangeException || Wires.IsFailure(e))
        {
            await Error.WriteLineAsync($"chat record: {Wires.Describe(e)}").ConfigureAwait(false);
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
