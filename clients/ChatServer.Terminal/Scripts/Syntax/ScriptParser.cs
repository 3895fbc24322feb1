using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>Reads the lines of a script.</summary>
internal sealed partial class ScriptParser
{
    private const string What = "-> TEXT, +> TEXT, <- TEXT, connects, stops sending, closes, resets, is closed, receives nothing for N s";

    private readonly string _file;
    private readonly ScriptRules _rules;
    private readonly List<Statement> _statements = [];
    private string? _actor;
    private int _line;

    private ScriptParser(string file, IEnumerable<string> known)
    {
        _file = file;
        _rules = new ScriptRules(known);
    }

    /// <summary>Reads a script.</summary>
    /// <param name="file">The name of the file, for errors.</param>
    /// <param name="lines">The lines, without line ends.</param>
    /// <param name="firstLine">The number of the first.</param>
    /// <param name="known">Variables that have a value before the script starts.</param>
    /// <exception cref="ScriptException">A line is wrong.</exception>
    public static ChatScript Parse(string file, IEnumerable<string> lines, int firstLine, IEnumerable<string> known)
    {
        var parser = new ScriptParser(file, known) { _line = firstLine - 1 };
        foreach (string line in lines)
        {
            parser._line++;
            try
            {
                parser.Read(line);
            }
            catch (FormatException e)
            {
                throw new ScriptException(file, parser._line, e.Message);
            }
        }

        return parser._statements.Count > 0 ? new ChatScript(file, parser._statements) : throw new ScriptException(file, firstLine, "nothing happens in this script");
    }

    private void Read(string line)
    {
        if (line.TrimStart(' ', '\t') is "" or ['#', ..])
            return;
        if (Arrow().Match(line) is { Success: true } arrow)
            ReadArrow(arrow);
        else if (line.Any(IsUnsafe))
            throw new FormatException("invisible characters are allowed only in a text that is sent or received");
        else if (Doing().Match(line.TrimEnd(' ', '\t')) is { Success: true } doing)
            ReadDoing(doing);
        else
            throw new FormatException($"a line is a name and what happens: {What}");
    }

    // Words are shown again as they were written; texts are not.
    private static bool IsUnsafe(char c) => c != '\t' && (char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private void ReadArrow(Match match)
    {
        string actor = Actor(match);
        string written = match.Groups["text"].Value;
        bool endsLine = !written.EndsWith('\\');
        if (endsLine && written is [.., ' ' or '\t'])
            throw new FormatException("there is a space at the end of the line; write it as \\x20 if it belongs to the text, or remove it");
        ScriptText text = Escapes.Read(endsLine ? written : written[..^1]);
        TimeSpan? within = Within(match);
        string arrow = match.Groups["arrow"].Value;
        if (within != null && arrow != "<-")
            throw new FormatException("'within' is possible only with <- and with 'is closed'");
        switch (arrow)
        {
            case "<-":
                Add(new Receive(_line, actor, text, endsLine, within));
                break;
            case "->":
                Add(new Send(_line, actor, [text], endsLine));
                break;
            case "+>" when _statements is [.., Send { EndsLine: true } send] && send.Actor == actor:
                _statements.RemoveAt(_statements.Count - 1);
                Add(send with { Texts = [.. send.Texts, text], EndsLine = endsLine });
                break;
            default:
                throw new FormatException("+> continues the packet of the line above, which must be a complete line that the same name sends");
        }
    }

    private void ReadDoing(Match match)
    {
        string actor = Actor(match);
        TimeSpan? within = Within(match);
        string words = Spaces().Replace(match.Groups["words"].Value, " ");
        if (Connects().Match(words) is { Success: true } connects)
            Add(new Connect(_line, actor, Value(connects.Groups["server"]), Value(connects.Groups["encoding"])));
        else if (Nothing().Match(words) is { Success: true } nothing)
            Add(new ReceiveNothing(_line, actor, Time(nothing.Groups[1].Value)));
        else if (IsClosed().Match(words) is { Success: true } closed)
            Add(new Closed(_line, actor, closed.Groups[1].Success ? int.Parse(closed.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null, within));
        else
        {
            Add(words switch
            {
                "stops sending" => new StopSending(_line, actor),
                "closes" => new Close(_line, actor),
                "resets" => new Reset(_line, actor),
                _ => throw new FormatException($"'{words}' is none of: {What}"),
            });
        }

        if (within != null && _statements[^1] is not Closed)
            throw new FormatException("'within' is possible only with <- and with 'is closed'");
    }

    private void Add(Statement statement)
    {
        _rules.Check(statement);
        _statements.Add(statement);
    }

    // A line without a name uses the name of the line before.
    private string Actor(Match match)
        => _actor = Value(match.Groups["actor"]) ?? _actor ?? throw new FormatException("the first line must start with a name");

    private static string? Value(Group group) => group.Success ? group.Value : null;

    private static TimeSpan? Within(Match match) => match.Groups["within"].Success ? Time(match.Groups["within"].Value) : null;

    private static TimeSpan Time(string seconds)
        => decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value is >= 0.001m and <= 3600
            ? TimeSpan.FromMilliseconds((long)(value * 1000))
            : throw new FormatException($"'{seconds}' is not a time: write seconds, from 0.001 to 3600");

    // A line without a name starts with a keyword, which cannot be a name.
    private const string Who = @"^[ \t]*(?:(?<actor>(?!(?:within|connects|stops|closes|resets|is|receives)(?![\p{L}\p{N}_.@-]))[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@-]*)(?:[ \t]+|(?=$)))?(?:within[ \t]+(?<within>[0-9.]+)[ \t]*s[ \t]+)?";

    [GeneratedRegex(Who + @"(?<arrow>->|<-|\+>)(?: (?<text>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Arrow();

    [GeneratedRegex(Who + @"(?<words>\p{L}.*)$", RegexOptions.Singleline)]
    private static partial Regex Doing();

    [GeneratedRegex(@"^connects(?: to (?<server>[^ ]+))?(?: in (?<encoding>[A-Za-z0-9_-]+))?$")]
    private static partial Regex Connects();

    [GeneratedRegex(@"^receives nothing for ([0-9.]+) ?s$")]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^is closed(?: with ([0-9]{4}))?$")]
    private static partial Regex IsClosed();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Spaces();
}
