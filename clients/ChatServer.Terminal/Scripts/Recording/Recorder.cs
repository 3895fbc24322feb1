using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Recording;

/// <summary>Passes lines between the user and the servers, and records both directions.</summary>
internal sealed class Recorder
{
    // A prompt without a line end is shown after this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LastDatagrams = TimeSpan.FromSeconds(1);

    private readonly RunOptions _options;
    private readonly TextWriter _output;
    private readonly Lock _lock = new(); // guards what is recorded, who is gone, and the output
    private readonly HashSet<string> _gone = [];
    private readonly Recording _recording;
    private readonly ByteBudget _budget;
    private readonly Dictionary<string, Person> _people = [];
    private string _speaker = string.Empty;

    private Recorder(RunOptions options, TextWriter output, TimeProvider clock)
    {
        _options = options;
        _output = output;
        _recording = new Recording(clock);
        _budget = new ByteBudget(options.MaxBytes);
    }

    /// <summary>Records until the input ends.</summary>
    /// <param name="first">Who speaks at first, as behind the @ of a line.</param>
    /// <param name="input">What the user types: lines for the server, and <c>@NAME</c> to continue as another name.</param>
    /// <param name="output">Where the person reads.</param>
    /// <param name="options">The servers.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Ends the input.</param>
    public static async Task<ChatScript> RecordAsync(string first, TextReader input, TextWriter output, RunOptions options, TimeProvider clock, CancellationToken stop)
    {
        var recorder = new Recorder(options, output, clock);
        try
        {
            await recorder.SwitchAsync(first).ConfigureAwait(false);
            while (!stop.IsCancellationRequested && await ReadAsync(input, stop).ConfigureAwait(false) is { } line)
                await recorder.HearAsync(line).ConfigureAwait(false);
            foreach ((string name, Person person) in recorder._people)
                await recorder.LeaveAsync(name, person).ConfigureAwait(false);
        }
        finally
        {
            foreach (Person person in recorder._people.Values)
                await person.DisposeAsync().ConfigureAwait(false);
        }

        return recorder._recording.ToScript("recording");
    }

    // The console's reader cannot be cancelled; its thread ends with the process.
    private static async Task<string?> ReadAsync(TextReader input, CancellationToken stop)
    {
        try
        {
            return await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task HearAsync(string line)
    {
        try
        {
            if (line is ['@', not '@', ..])
                await SwitchAsync(line[1..]).ConfigureAwait(false);
            else
                await SendAsync(line.StartsWith('@') ? line[1..] : line).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ScriptFailure or ScriptException or FormatException or OperationCanceledException || Wires.IsFailure(e))
        {
            Say($"# {(e is OperationCanceledException ? "that took too long" : Wires.Describe(e))}");
        }
    }

    // "bob", or "bob to gb in gb2312": as in a script, without the word "connects".
    private async Task SwitchAsync(string words)
    {
        string name = words.Split(' ', 2)[0];
        if (!_people.TryGetValue(name, out Person? person) || IsGone(name))
        {
            string line = $"{name} connects{words[name.Length..]}";
            if (ScriptParser.Parse("input", [line], 1, []).Statements is not [Connect connect])
                throw new FormatException("write @NAME, @NAME to SERVER or @NAME to SERVER in ENCODING");
            await ConnectAsync(connect).ConfigureAwait(false);
        }

        _speaker = name;
    }

    private async Task ConnectAsync(Connect connect)
    {
        ServerAddress server = _options.Servers.Find(connect.Server);
        WireText text = WireText.Find(connect.Encoding ?? "utf-8") ?? throw new FormatException($"'{connect.Encoding}' is not an encoding for lines");
        using var deadline = new CancellationTokenSource(_options.Within);
        IWire wire = await Wires.ConnectAsync(server, _options.AnyCertificate, deadline.Token).ConfigureAwait(false);
        if (_people.Remove(connect.Actor, out Person? before))
            await before.DisposeAsync().ConfigureAwait(false);
        Record(connect);
        var actor = new Actor(connect.Actor, wire, text, _budget);
        _people[connect.Actor] = new Person(actor, end => ListenAsync(connect.Actor, actor, end));
    }

    private async Task SendAsync(string line)
    {
        Person person = _people[_speaker];
        _ = person.Actor.Encode(line);

        // Before it is sent; otherwise its reply could come first.
        if (!Record(new Send(0, _speaker, [ScriptText.Of(line)], EndsLine: true)))
            throw new ScriptFailure($"{_speaker} is not connected any more; @{_speaker} connects again");
        using var deadline = new CancellationTokenSource(_options.Within);
        await person.Actor.SendAsync([line], endsLine: true, byteByByte: false, deadline.Token).ConfigureAwait(false);
    }

    private async Task ListenAsync(string name, Actor actor, CancellationToken end)
    {
        try
        {
            while (await actor.ReceiveAnyAsync(Patience, end).ConfigureAwait(false) is { } received)
                Record(new Receive(0, name, ScriptText.Of(received.Text), received.EndsLine, null), isShown: true);
            Record(new Closed(0, name, actor.CloseCode, null), isShown: true);
        }
        catch (OperationCanceledException)
        {
            // The recording ends.
        }
        catch (Exception e) when (Wires.IsFailure(e))
        {
            lock (_lock)
                _gone.Add(name);
            Say($"# {name}: {Wires.Describe(e)}");
        }
    }

    // The last lines still get their replies.
    private async Task LeaveAsync(string name, Person person)
    {
        using var deadline = new CancellationTokenSource(_options.Within);
        try
        {
            if (person.Actor.Kind != WireKind.Datagrams)
            {
                if (!Record(new StopSending(0, name)))
                    return;
                await person.Actor.StopSendingAsync(deadline.Token).ConfigureAwait(false);
                await person.Listening.WaitAsync(deadline.Token).ConfigureAwait(false);
                return;
            }

            await Task.Delay(LastDatagrams, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException || Wires.IsFailure(e))
        {
            Say($"# {name}: the server has not closed in time");
        }

        await person.DisposeAsync().ConfigureAwait(false);
        Record(new Close(0, name));
    }

    // False if nothing more can happen to this name.
    private bool Record(Statement statement, bool isShown = false)
    {
        lock (_lock)
        {
            if (statement is Connect)
                _gone.Remove(statement.Actor);
            else if (_gone.Contains(statement.Actor))
                return false;
            else if (statement is Closed)
                _gone.Add(statement.Actor);
            _recording.Add(statement);
            if (isShown)
                _output.WriteLine(statement);
            return true;
        }
    }

    private bool IsGone(string name)
    {
        lock (_lock)
            return _gone.Contains(name);
    }

    private void Say(string line)
    {
        lock (_lock)
            _output.WriteLine(line);
    }

    private sealed class Person : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private bool _isDisposed;

        public Person(Actor actor, Func<CancellationToken, Task> listen)
        {
            Actor = actor;
            Listening = listen(_end.Token);
        }

        public Actor Actor { get; }

        public Task Listening { get; }

        public async ValueTask DisposeAsync()
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            await _end.CancelAsync().ConfigureAwait(false);
            await Listening.ConfigureAwait(false);
            Actor.Dispose();
            _end.Dispose();
        }
    }
}
