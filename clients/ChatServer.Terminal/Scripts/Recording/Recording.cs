using System.Text.RegularExpressions;
using ChatServer.Terminal.Scripts.Syntax;

namespace ChatServer.Terminal.Scripts.Recording;

/// <summary>
/// Makes a script of what happened, so that it happens again: message ids become variables, times become anything, passwords are replaced. Not safe for
/// threads.
/// </summary>
internal sealed partial class Recording(TimeProvider clock)
{
    // Shorter pauses are ignored; longer ones are replayed with this length.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly List<Statement> _statements = [];
    private readonly Dictionary<string, string> _ids = [];
    private readonly PasswordMask _passwords = new();
    private DateTimeOffset _last;
    private int _line;

    /// <summary>Something happened.</summary>
    public void Add(Statement statement)
    {
        DateTimeOffset now = clock.GetUtcNow();
        KeepPause(statement, now - _last);
        _last = now;
        Append(statement switch
        {
            Send send => send with { Texts = [.. send.Texts.Select(Sent)] },
            Receive { EndsLine: true } receive => receive with { Text = Received(receive.Text) },
            _ => statement,
        });
    }

    /// <summary>What happened until now.</summary>
    /// <param name="file">Where it will be written.</param>
    public ChatScript ToScript(string file) => new(file, [.. _statements]);

    // The user may have waited until the server had executed a line of another name that has no reply. A script waits only if it says so.
    private void KeepPause(Statement statement, TimeSpan pause)
    {
        if (pause >= Pause && statement is not Receive && _statements is [.., Send { Actor: var before }] && before != statement.Actor)
            Append(new ReceiveNothing(0, before, Pause));
    }

    private void Append(Statement statement)
    {
        _statements.Add(statement with { Line = ++_line });
        _line += statement is Send send ? send.Texts.Count - 1 : 0;
    }

    private ScriptText Sent(ScriptText text) => Replace(_passwords.Apply(LineOf(text)), match => _ids.TryGetValue(match, out string? name) ? new Variable(name) : null);

    private ScriptText Received(ScriptText text)
    {
        return Replace(LineOf(text), match =>
        {
            bool isToken = match[0] == '@';
            if (match.Length != Guid.Empty.ToString().Length && !isToken)
                return new Anything();
            if (!_ids.TryGetValue(match, out string? name))
                _ids.Add(match, name = $"{(isToken ? "token" : "id")}{_ids.Count + 1}");
            return new Variable(name);
        });
    }

    private static string LineOf(ScriptText text) => text.Parts is [Literal literal] ? literal.Text : string.Empty;

    private static ScriptText Replace(string line, Func<string, TextPart?> replacement)
    {
        List<TextPart> parts = [];
        int start = 0;
        foreach (Match match in Changing().Matches(line))
        {
            if (replacement(match.Value) is not { } part)
                continue;
            if (match.Index > start)
                parts.Add(new Literal(line[start..match.Index]));
            parts.Add(part);
            start = match.Index + match.Length;
        }

        if (start < line.Length)
            parts.Add(new Literal(line[start..]));
        return new ScriptText(parts);
    }

    // Values that differ in each run: message ids, UDP tokens, times of the protocol, times of the tutorial's group.
    [GeneratedRegex("""
        (?<![^\ "])@[0-9a-hjkmnp-tv-z]{6}(?:[0-9a-hjkmnp-tv-z]{4})?(?![^\ "])|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z|[0-9]{4}年[0-9]{2}月[0-9]{2}日\ [0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{3}
        """)]
    private static partial Regex Changing();
}
