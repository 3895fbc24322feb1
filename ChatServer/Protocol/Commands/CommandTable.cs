using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Commands;

/// <summary>The described commands of one server. Thread-safe.</summary>
public sealed class CommandTable
{
    private readonly FrozenDictionary<string, CommandDescription> _byName;
    private readonly string[] _names;
    private readonly CommandDescription[] _usual;
    private readonly string _chineseHelp;
    private readonly string _englishHelp;

    /// <summary>Makes the table.</summary>
    /// <param name="descriptions">The descriptions; their names differ without regard to case.</param>
    public CommandTable(IEnumerable<CommandDescription> descriptions)
    {
        All = [.. descriptions.OrderBy(description => description.HelpOrder).ThenBy(description => description.Name, StringComparer.OrdinalIgnoreCase)];
        _byName = All.ToFrozenDictionary(description => description.Name, StringComparer.OrdinalIgnoreCase);
        _names = [.. All.Select(description => description.Name)];
        _usual = [.. All.Where(description => description.Role != CommandRole.Operator)];
        _chineseHelp = HelpText.Write(_usual, Language.Chinese);
        _englishHelp = HelpText.Write(_usual, Language.English);
    }

    /// <summary>The descriptions in the order of the help.</summary>
    public IReadOnlyList<CommandDescription> All { get; }

    /// <summary>Finds a command.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="description">Its description.</param>
    public bool TryFind(string name, [NotNullWhen(true)] out CommandDescription? description) => _byName.TryGetValue(name, out description);

    /// <summary>The descriptions that somebody is told of.</summary>
    /// <param name="isOperator">Whether to an operator.</param>
    public IReadOnlyList<CommandDescription> GetListed(bool isOperator) => isOperator ? All : _usual;

    /// <summary>The help for all commands, in lines.</summary>
    /// <param name="language">The language.</param>
    /// <param name="isOperator">Whether for an operator.</param>
    public string ShowHelp(Language language, bool isOperator = false)
        => isOperator ? HelpText.Write(All, language) : language.Choose(_chineseHelp, _englishHelp);

    /// <summary>The command that somebody may have meant.</summary>
    /// <param name="name">A name that no command has.</param>
    /// <returns>Its name, or <see langword="null"/> if none is close.</returns>
    public string? Suggest(string name) => Suggestion.Find(name, _names);
}
