using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Commands;

/// <summary>
/// What a command says of itself, in one place: the check of the number of parameters, the fields in JSON, the help and who may use it follow from it.
/// </summary>
/// <param name="name">The command's name.</param>
/// <param name="forms">The ways to write it, one at least.</param>
public sealed class CommandDescription(string name, params CommandForm[] forms)
{
    // A bit for each number that is right.
    private readonly ulong _accepted = Enumerable.Range(0, 64).Where(count => Array.Exists(forms, form => form.Accepts(count))).Aggregate(0UL, (bits, count) => bits | (1UL << count));

    /// <summary>More parameters than this need not be counted to know whether their number is right.</summary>
    public int MaxCountedParameters { get; } = forms.Max(form => form.MaxParameters == int.MaxValue ? form.MinParameters : form.MaxParameters + 1);

    /// <summary>The command's name. Clients may write it in any case.</summary>
    public string Name { get; } = name;

    /// <summary>The ways to write the command.</summary>
    public CommandForm[] Forms { get; } = forms;

    /// <summary>Other names of the command. A command that has one of them as its own name keeps it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Who may use it. Default: users.</summary>
    public CommandRole Role { get; init; } = CommandRole.User;

    /// <summary>Its place in the help; of two that have the same, the name decides. Default: behind all others.</summary>
    public int HelpOrder { get; init; } = int.MaxValue;

    /// <summary>The fields in JSON.</summary>
    public CommandParameter[] JsonParameters { get; } = forms.MaxBy(form => form.Parameters.Length)!.Parameters;

    /// <summary>Whether a number of parameters is right.</summary>
    /// <param name="count">The number, counted up to <see cref="MaxCountedParameters"/>.</param>
    public bool Accepts(int count) => ((_accepted >> count) & 1) != 0;

    /// <summary>How to write the command, in one line.</summary>
    /// <param name="language">The language.</param>
    public string ShowUsage(Language language) => string.Join(" | ", Forms.Select(form => form.ShowUsage(Name, language)));
}
