using System.CommandLine;

namespace ChatServer.Terminal.Start;

/// <summary>The options of the program without a command. <see cref="TalkOptions"/> has their meaning.</summary>
internal sealed class TalkArguments
{
    /// <summary>The address of the server.</summary>
    public Option<string?> Server { get; } = new("--server");

    /// <summary>The id.</summary>
    public Option<string?> Id { get; } = new("--id");

    /// <summary>The recipient.</summary>
    public Option<string?> To { get; } = new("--to");

    /// <summary>The language; <see cref="Words.TerminalLanguage"/> has looked at it before.</summary>
    public Option<string?> Language { get; } = new("--language");

    /// <summary>No prompt.</summary>
    public Option<bool> Plain { get; } = new("--plain") { Arity = ArgumentArity.Zero };

    /// <summary>Number of messages.</summary>
    public Option<string?> Receive { get; } = new("--receive");

    /// <summary>Seconds.</summary>
    public Option<string?> Wait { get; } = new("--wait");

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        Language.CompletionSources.Add("en", "zh");
        foreach (Option option in (Option[])[Server, Id, To, Language, Plain, Receive, Wait])
            command.Options.Add(option);
    }
}
