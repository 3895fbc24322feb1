namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>What makes sense in a script: people act while they are connected, and a variable is used after it has a value.</summary>
internal sealed class ScriptRules(IEnumerable<string> known)
{
    /// <summary>Maximum number of names in a script.</summary>
    public const int MaxActors = 100;

    private readonly HashSet<string> _known = [.. known];
    private readonly Dictionary<string, State> _actors = [];

    private enum State
    {
        Connected,
        OnlyReads,
        Closed,
        Gone,
    }

    /// <summary>Looks at the next statement.</summary>
    /// <exception cref="FormatException">It makes no sense here; the message says why.</exception>
    public void Check(Statement statement)
    {
        string actor = statement.Actor;
        if (statement is Connect)
        {
            if (_actors.TryGetValue(actor, out State old) && old is State.Connected or State.OnlyReads)
                throw new FormatException($"{actor} is connected already");
            _actors[actor] = State.Connected;
            if (_actors.Count > MaxActors)
                throw new FormatException($"a script has at most {MaxActors} names");
            return;
        }

        if (!_actors.TryGetValue(actor, out State state))
            throw new FormatException($"{actor} has not connected; write '{actor} connects' before");
        if (state is State.Gone or State.Closed && !(state == State.Closed && statement is Close))
            throw new FormatException($"{actor} is not connected any more");
        if (state == State.OnlyReads && statement is Send or StopSending)
            throw new FormatException($"{actor} has stopped sending");
        _actors[actor] = statement switch
        {
            StopSending => State.OnlyReads,
            Closed => State.Closed,
            Close or Reset => State.Gone,
            _ => state,
        };

        if (statement is Send send)
            CheckSent(send);
        else if (statement is Receive receive)
            CheckReceived(receive);
    }

    private void CheckSent(Send send)
    {
        foreach (ScriptText text in send.Texts)
        {
            if (text.HasAnything)
                throw new FormatException("{*} stands for anything that is received, and cannot be sent; the two characters { and * are written \\{*}");
            RequireKnown(text);
        }
    }

    private void CheckReceived(Receive receive)
    {
        if (!receive.EndsLine)
        {
            if (receive.Text.HasAnything)
                throw new FormatException("{*} is not possible in a text that ends with \\\\");
            if (receive.Text.Parts.Count == 0)
                throw new FormatException("no bytes are expected: write some before the \\");
            RequireKnown(receive.Text);
        }

        _known.UnionWith(receive.Text.Variables);
    }

    private void RequireKnown(ScriptText text)
    {
        if (text.Variables.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
            throw new FormatException($"{{{unknown}}} has no value here: no line above receives it, and no --set {unknown}=VALUE is given; for the characters themselves write \\{{{unknown}}}");
    }
}
