using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Commands;

/// <summary>A parameter of a command.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Chinese">Its name in the Chinese help.</param>
/// <param name="English">Its name in the English help.</param>
public sealed record CommandParameter(string Name, string Chinese, string English)
{
    /// <summary>Whether it is the whole rest of the line, spaces included. The command itself looks whether there is any.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether it may be repeated; in JSON it is an array.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether its names are the words that may be written, such as <c>on|off</c>.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>The value in JSON if the field is missing, or <see langword="null"/>.</summary>
    public string? Default { get; init; }

    /// <summary>A parameter that must be one of some words.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="words">The words with <c>|</c> between them.</param>
    public static CommandParameter Literal(string name, string words) => new(name, words, words) { IsLiteral = true };

    /// <summary>The parameter as the help shows it.</summary>
    /// <param name="language">The language.</param>
    public string Show(Language language)
    {
        string name = language.Choose(Chinese, English);
        return IsLiteral ? name : IsList ? $"<{name}> ..." : $"<{name}>";
    }
}
