using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;

namespace ChatServer.Terminal.Talk;

/// <summary>What became of an own message. Later ones win over earlier ones.</summary>
internal enum OwnState
{
    /// <summary>It is not stored yet.</summary>
    UnderWay,

    /// <summary>The server has it.</summary>
    Stored,

    /// <summary>It was delivered to the recipient's connection.</summary>
    Delivered,

    /// <summary>The recipient has confirmed it.</summary>
    Read,

    /// <summary>The server refuses it, or has given it up.</summary>
    Failed,
}

/// <summary>An own message.</summary>
internal sealed class OwnMessage(Recipient to, Entry entry)
{
    /// <summary>Which piece of the entry shows the state.</summary>
    public const int MarkIndex = 1;

    /// <summary>To whom.</summary>
    public Recipient To { get; } = to;

    /// <summary>What shows it.</summary>
    public Entry Entry { get; } = entry;

    /// <summary>Its id, as soon as it is stored.</summary>
    public Guid? Id { get; set; }

    /// <summary>What became of it.</summary>
    public OwnState State { get; set; }
}

/// <summary>The own messages of this run of the program, with what became of them.</summary>
/// <param name="changed">Something is to be shown otherwise.</param>
internal sealed class OwnMessages(Action<Entry> changed)
{
    private const int MaxRemembered = 1000;

    private readonly List<OwnMessage> _messages = [];

    // A notification can arrive before the reply that has the id of its message.
    private readonly Dictionary<Guid, OwnState> _early = [];

    /// <summary>How many are in a state.</summary>
    public int Count(params ReadOnlySpan<OwnState> states)
    {
        int count = 0;
        foreach (OwnMessage message in _messages)
        {
            if (states.Contains(message.State))
                count++;
        }

        return count;
    }

    /// <summary>The last that the server has.</summary>
    public Guid? LastId => _messages.LastOrDefault(message => message.Id != null)?.Id;

    /// <summary>Those that the server has and that nobody has read.</summary>
    public IEnumerable<OwnMessage> Unread => _messages.Where(message => message.State is OwnState.Stored or OwnState.Delivered);

    /// <summary>What shows a state, four cells wide.</summary>
    public static Span Mark(OwnState state) => state switch
    {
        OwnState.UnderWay => new Span("..  ", Tone.Quiet),
        OwnState.Stored => new Span("✓   ", Tone.Quiet),
        OwnState.Delivered => new Span("✓✓  ", Tone.Quiet),
        OwnState.Read => new Span("✓✓✓ ", Tone.Good),
        _ => new Span("✗   ", Tone.Error),
    };

    /// <summary>One is sent.</summary>
    public void Add(OwnMessage message)
    {
        _messages.Add(message);
        if (_messages.Count > MaxRemembered && _messages.FindIndex(old => old.State is OwnState.Read or OwnState.Failed) is >= 0 and int index)
            _messages.RemoveAt(index);
    }

    /// <summary>One is stored.</summary>
    public void OnStored(OwnMessage message, Guid id)
    {
        message.Id = id;
        OwnState state = _early.Remove(id, out OwnState early) ? early : OwnState.Stored;
        Advance(message, state);
        Forget();
    }

    /// <summary>One was refused.</summary>
    public void OnRefused(OwnMessage message)
    {
        Advance(message, OwnState.Failed);
        Forget();
    }

    /// <summary>Applies a notification about a message.</summary>
    public void Update(Guid id, OwnState state)
    {
        if (_messages.FindLast(message => message.Id == id) is { } known)
            Advance(known, state);
        else if (Count(OwnState.UnderWay) > 0 && (_early.Count < MaxRemembered || _early.ContainsKey(id)))
            _early[id] = (OwnState)Math.Max((int)state, (int)_early.GetValueOrDefault(id));
    }

    // Early notifications without a waiting message belong to other messages, for example of another run.
    private void Forget()
    {
        if (Count(OwnState.UnderWay) == 0)
            _early.Clear();
    }

    private void Advance(OwnMessage message, OwnState state)
    {
        if (state <= message.State)
            return;
        message.State = state;
        message.Entry.Change(OwnMessage.MarkIndex, Mark(state));
        changed(message.Entry);
    }
}
