using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Commands;

/// <summary>One way to write a command, and what it does then: one line of the help.</summary>
/// <param name="Chinese">What it does, in Chinese.</param>
/// <param name="English">What it does, in English.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record CommandForm(string Chinese, string English, params CommandParameter[] Parameters)
{
    /// <summary>The smallest number of parameters. A text is not counted: the command looks at it.</summary>
    public int MinParameters { get; } = Parameters.Count(parameter => !parameter.IsText);

    /// <summary>The largest number of parameters.</summary>
    public int MaxParameters { get; } = Array.Exists(Parameters, parameter => parameter.IsText || parameter.IsList) ? int.MaxValue : Parameters.Length;

    /// <summary>Whether a number of parameters is right.</summary>
    /// <param name="count">The number.</param>
    public bool Accepts(int count) => count >= MinParameters && count <= MaxParameters;

    /// <summary>How to write the command.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="language">The language.</param>
    public string ShowUsage(string command, Language language)
        => string.Join(' ', Parameters.Select(parameter => parameter.Show(language)).Prepend(command));
}
