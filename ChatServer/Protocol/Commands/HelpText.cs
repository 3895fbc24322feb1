using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Commands;

/// <summary>The help: a line for each form of each command, how to write it and what it does, in two columns.</summary>
internal static class HelpText
{
    private const int Gap = 2;

    // The first letter that takes two columns of a terminal.
    private const char FirstWide = '\u1100';

    /// <summary>Writes the help for some commands.</summary>
    /// <returns>Lines with CR LF between them.</returns>
    public static string Write(IEnumerable<CommandDescription> commands, Language language)
    {
        (string Usage, string Help)[] lines =
        [
            .. commands.SelectMany(command => command.Forms, (command, form) => (form.ShowUsage(command.Name, language), language.Choose(form.Chinese, form.English))),
        ];
        int column = lines.Select(line => GetWidth(line.Usage)).DefaultIfEmpty().Max() + Gap;
        return string.Join("\r\n", lines.Select(line => line.Usage + new string(' ', column - GetWidth(line.Usage)) + line.Help));
    }

    private static int GetWidth(string text) => text.Sum(c => c < FirstWide ? 1 : 2);
}
