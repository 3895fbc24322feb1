using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>One run of one script.</summary>
internal sealed class ScriptRun
{
    private readonly ChatScript _script;
    private readonly RunOptions _options;
    private readonly Packets _packets;
    private readonly ScriptVariables _variables;
    private readonly ByteBudget _budget;
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly Story _story = new();
    private CancellationToken _end;

    private ScriptRun(ChatScript script, RunOptions options)
    {
        _script = script;
        _options = options;
        _packets = script.SaysPackets ? Packets.Written : options.Packets;
        _variables = new ScriptVariables(options.Variables);
        _budget = new ByteBudget(options.MaxBytes);
    }

    /// <summary>Runs a script.</summary>
    /// <returns>The first difference, in complete lines that are safe to print; <see langword="null"/> if there is none.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<string?> RunAsync(ChatScript script, RunOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Limit);
        var run = new ScriptRun(script, options) { _end = limit.Token };
        try
        {
            return await run.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<string?> RunAsync()
    {
        for (int i = 0; i < _script.Statements.Count; i++)
        {
            Statement statement = _script.Statements[i];
            while (i + 1 < _script.Statements.Count && Glue(statement, _script.Statements[i + 1]) is { } glued)
            {
                statement = glued;
                i++;
            }

            try
            {
                await DoAsync(statement).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ScriptFailure or FormatException or OperationCanceledException || Wires.IsFailure(e))
            {
                return Describe(statement, e);
            }
        }

        CloseAll();
        return null;
    }

    private async Task DoAsync(Statement statement)
    {
        switch (statement)
        {
            case Connect connect:
                await ConnectAsync(connect).ConfigureAwait(false);
                break;
            case Send send:
                await SendAsync(send).ConfigureAwait(false);
                break;
            case Receive { EndsLine: true } receive:
                await ReceiveLineAsync(receive).ConfigureAwait(false);
                break;
            case Receive receive:
                await ReceiveBytesAsync(receive).ConfigureAwait(false);
                break;
            case ReceiveNothing nothing:
                await ReceiveNothingAsync(nothing).ConfigureAwait(false);
                break;
            case Closed closed:
                await ReceiveEndAsync(closed).ConfigureAwait(false);
                break;
            case StopSending:
                await InTimeAsync(null, ActorOf(statement).StopSendingAsync).ConfigureAwait(false);
                break;
            case Close:
                await InTimeAsync(null, ActorOf(statement).CloseAsync).ConfigureAwait(false);
                break;
            default:
                ActorOf(statement).Reset();
                break;
        }

        if (statement is not (Send or Receive))
            _story.Add(statement);
    }

    private async Task ConnectAsync(Connect connect)
    {
        ServerAddress server = _options.Servers.Find(connect.Server);
        WireText text = WireText.Find(connect.Encoding ?? "utf-8") ?? throw new FormatException($"'{connect.Encoding}' is not an encoding for lines");
        await InTimeAsync(null, async end =>
        {
            IWire wire = await Wires.ConnectAsync(server, _options.AnyCertificate, end).ConfigureAwait(false);
            if (_actors.Remove(connect.Actor, out Actor? before))
                before.Dispose();
            _actors[connect.Actor] = new Actor(connect.Actor, wire, text, _budget);
        }).ConfigureAwait(false);
    }

    private async Task SendAsync(Send send)
    {
        Actor actor = ActorOf(send);
        string[] lines = [.. send.Texts.Select(_variables.Fill)];
        _story.Add(send with { Texts = [.. lines.Select(ScriptText.Of)] });
        await InTimeAsync(null, end => actor.SendAsync(lines, send.EndsLine, _packets == Packets.Bytes, end)).ConfigureAwait(false);
    }

    private async Task ReceiveLineAsync(Receive receive)
    {
        Actor actor = ActorOf(receive);
        _ = actor.Encode(string.Concat(_variables.FillKnown(receive.Text).Parts.OfType<Literal>().Select(literal => literal.Text)));
        string? line = null;
        await InTimeAsync(receive.Within, async end => line = await actor.ReceiveLineAsync(end).ConfigureAwait(false)).ConfigureAwait(false);
        if (line == null)
            throw new ScriptFailure("but the server closed the connection");
        if (!TextPattern.Matches(receive.Text, line, actor.Text, _variables))
            throw new ScriptFailure($"but received\n    {Story.Short(ScriptText.Of(line).ToString())}");
        _story.Add(receive with { Text = ScriptText.Of(line), Within = null });
    }

    private async Task ReceiveBytesAsync(Receive receive)
    {
        Actor actor = ActorOf(receive);
        byte[] expected = actor.Encode(_variables.Fill(receive.Text));
        byte[] received = [];
        await InTimeAsync(receive.Within, async end => received = await actor.ReceiveBytesAsync(expected.Length, end).ConfigureAwait(false)).ConfigureAwait(false);
        if (!received.AsSpan().SequenceEqual(expected))
        {
            string end = received.Length < expected.Length ? "\nbefore the server closed the connection" : string.Empty;
            throw new ScriptFailure($"but received\n    {Story.Short(ScriptText.Of(actor.Text.Decode(received)).ToString())}\\{end}");
        }

        _story.Add(receive with { Text = ScriptText.Of(actor.Text.Decode(received)), Within = null });
    }

    private async Task ReceiveNothingAsync(ReceiveNothing nothing)
    {
        Actor actor = ActorOf(nothing);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_end);
        time.CancelAfter(nothing.Time);
        try
        {
            if (await actor.ReceivesEndAsync(time.Token).ConfigureAwait(false))
                throw new ScriptFailure("but the server closed the connection");
            throw new ScriptFailure($"but received\n    {actor.Waiting}");
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            // That is what should be.
        }
    }

    private async Task ReceiveEndAsync(Closed closed)
    {
        Actor actor = ActorOf(closed);
        bool isEnd = false;
        await InTimeAsync(closed.Within, async end => isEnd = await actor.ReceivesEndAsync(end).ConfigureAwait(false)).ConfigureAwait(false);
        if (!isEnd)
            throw new ScriptFailure($"but received\n    {actor.Waiting}");
        if (closed.Code != null && closed.Code != actor.CloseCode)
            throw new ScriptFailure($"but the server closed {(actor.CloseCode is { } code ? $"with {code}" : "without a code")}");
    }

    private Actor ActorOf(Statement statement) => _actors[statement.Actor];

    private async Task InTimeAsync(TimeSpan? within, Func<CancellationToken, Task> what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_end);
        deadline.CancelAfter(within ?? _options.Within);
        await what(deadline.Token).ConfigureAwait(false);
    }

    // Lines that are sent without waiting form one packet. Datagrams and WebSocket messages cannot be joined without changing their meaning.
    private Send? Glue(Statement first, Statement second)
        => _packets == Packets.Glued && first is Send one && second is Send two && one.Actor == two.Actor && ActorOf(one).Kind == WireKind.Stream
            ? one with { Texts = [.. one.Texts, .. two.Texts] }
            : null;

    private string Describe(Statement statement, Exception exception)
    {
        string what = exception switch
        {
            OperationCanceledException when _end.IsCancellationRequested => $"but the script may take only {_options.Limit.TotalSeconds:0.###} s",
            OperationCanceledException => $"but {(_actors.GetValueOrDefault(statement.Actor) is { Waiting.Length: > 0 } actor ? $"received only\n    {actor.Waiting}\\" : "nothing came")} in time",
            ScriptFailure or FormatException => exception.Message,
            _ => $"but the connection failed: {Wires.Describe(exception)}",
        };
        TimeSpan time = statement switch
        {
            Receive receive => receive.Within ?? _options.Within,
            Closed closed => closed.Within ?? _options.Within,
            _ => TimeSpan.Zero,
        };
        string expected = statement is Receive or Closed ? $"expected within {time.TotalSeconds:0.###} s" : "could not be done";
        string[] lines =
        [
            $"{_script.File}:{statement.Line}: {expected}",
            .. statement.ToString().Split('\n').Select(line => $"    {Story.Short(line)}"),
            what,
            .. _story.Lines().Select(line => $"    {line}").Prepend("What happened before:"),
        ];
        CloseAll();
        return string.Join('\n', lines);
    }

    private void CloseAll()
    {
        foreach (Actor actor in _actors.Values)
            actor.Dispose();
    }
}
