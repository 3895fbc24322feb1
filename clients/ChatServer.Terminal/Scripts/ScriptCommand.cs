using System.CommandLine;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Scripts;

/// <summary>A command that works with chat scripts: <c>chat play</c> or <c>chat record</c>.</summary>
internal abstract class ScriptCommand : Command
{
    private readonly ScriptArguments _arguments = new();

    /// <summary>Creates a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="runs">Whether it runs scripts.</param>
    /// <param name="usage">What <c>--help</c> prints.</param>
    /// <param name="output">Gets what it prints.</param>
    /// <param name="error">Gets what is wrong.</param>
    protected ScriptCommand(string name, bool runs, string usage, TextWriter output, TextWriter error)
        : base(name)
    {
        (Usage, Output, Error) = (usage, output, error);
        _arguments.AddTo(this, runs);
        SetAction(InvokeAsync);
    }

    /// <summary>What <c>--help</c> prints.</summary>
    public string Usage { get; }

    /// <summary>Gets what the command prints.</summary>
    protected TextWriter Output { get; }

    /// <summary>Gets what is wrong.</summary>
    protected TextWriter Error { get; }

    /// <summary>Does it.</summary>
    /// <param name="options">What the options say.</param>
    /// <param name="rest">What is no option: at least one word.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    protected abstract Task<int> RunAsync(RunOptions options, IReadOnlyList<string> rest);

    private async Task<int> InvokeAsync(ParseResult args)
    {
        try
        {
            (RunOptions options, IReadOnlyList<string> rest) = _arguments.Read(args);
            return await RunAsync(options, rest).ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            await Error.WriteLineAsync($"chat {Name}: {SafeText.Of(e.Message)}").ConfigureAwait(false);
            return ExitCodes.WrongArguments;
        }
    }
}
