namespace ChatServer.Terminal.Words;

/// <summary>Which language the terminal speaks.</summary>
internal static class TerminalLanguage
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Whether there are words in a language.</summary>
    public static bool IsKnown(string language) => language is "en" or "zh";

    /// <summary>The words in the language of <c>--language</c>, or of the first of LC_ALL, LC_MESSAGES and LANG that is set; else English.</summary>
    public static TerminalWords Choose(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        string? asked = args.SkipWhile(arg => arg != "--language").Skip(1).FirstOrDefault();
        string? set = Variables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        string language = asked != null && IsKnown(asked) ? asked : set ?? "en";
        return language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? new ChineseWords() : new EnglishWords();
    }
}
