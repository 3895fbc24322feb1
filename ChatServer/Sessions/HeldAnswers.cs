using System.Text;
using ChatServer.Core.Storage;

namespace ChatServer.Sessions;

/// <summary>
/// The answers of one session that say that something is stored, and those behind them: each goes out when its position is durable and the
/// peer has room for it, all in the order in which they were given. Thread-safe.
/// </summary>
/// <param name="store">Knows what is durable.</param>
/// <param name="trySend">Sends a text if there is room; never blocks.</param>
/// <param name="writeNotStored">Writes the answer in place of one that says that something is stored. Given: why, and what. Only writes.</param>
/// <param name="onFailed">Something could not be written or sent: the session must end, because answers that were owed are gone.</param>
/// <param name="onRoomForNews">Called without any lock whenever answers have gone out and there is room for news.</param>
internal sealed class HeldAnswers(
    IStore store,
    Func<string, bool> trySend,
    Func<string, HeldAnswers.Subject, string> writeNotStored,
    Action<Exception> onFailed,
    Action onRoomForNews) : ICommitObserver
{
    /// <summary>The session's next command waits while answers of this many bytes of memory do. One answer may be larger.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>News stays outside while answers of this many bytes of memory wait, so that it leaves room for answers.</summary>
    public const int MaxBytesWithNews = MaxBytes / 2;

    // The session's next command waits while this many answers do, too.
    private const int MostHeld = 128;

    // What an answer costs besides its characters: the string's header, and its place in the queue, which grows by doubling.
    private const int BytesOfAnswer = 96;

    private const int MostCharactersAtOnce = 8 * 1024;

    // Guards all fields; nothing is called under it but what writes an answer. Who finds _pumping set leaves the sending to that thread.
    private readonly Lock _gate = new();
    private readonly Queue<Answer> _answers = [];
    private long _bytes;
    private string? _refused;
    private bool _pumping;
    private bool _pumpAgain;
    private bool _isClosed;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _empty;

    private readonly record struct Answer(long Position, string Text, Subject Subject);

    /// <summary>What an answer is about, for the one that takes its place if the store fails.</summary>
    /// <param name="What">What is not stored then; with <see langword="null"/> nothing is said, or the answer itself if it is told anyway.</param>
    /// <param name="Tag">The client's name for the request.</param>
    /// <param name="Reference">The client's name for the message.</param>
    /// <param name="IsToldAnyway">Whether the answer goes out although the store fails: it acknowledges nothing.</param>
    internal readonly record struct Subject(object? What, string? Tag = null, string? Reference = null, bool IsToldAnyway = false);

    /// <summary>Whether nothing is held.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return HoldsNothing;
        }
    }

    private bool HoldsNothing => _isClosed || (_answers.Count == 0 && _refused == null && !_pumping);

    private bool HasRoom => _isClosed || (_answers.Count < MostHeld && _bytes < MaxBytes);

    /// <summary>Whether news may be added. If not, <c>onRoomForNews</c> is called when it may.</summary>
    public bool HasRoomForNews
    {
        get
        {
            lock (_gate)
                return _isClosed || (_refused == null && _bytes < MaxBytesWithNews);
        }
    }

    /// <summary>Ends when a command may add an answer. Never faults.</summary>
    public Task WhenRoomAsync()
    {
        lock (_gate)
            return HasRoom ? Task.CompletedTask : Source(ref _room).Task;
    }

    /// <summary>Ends when nothing is held. Never faults.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
            return HoldsNothing ? Task.CompletedTask : Source(ref _empty).Task;
    }

    /// <summary>Sends an answer when a position is durable.</summary>
    /// <param name="position">The position; 0 for an answer that only keeps its place.</param>
    /// <param name="text">The answer, with its line end.</param>
    /// <param name="subject">What is said if the store fails.</param>
    public void Add(long position, string text, in Subject subject)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            Enqueue(new Answer(position, text, subject));
        }

        if (position > store.Durable)
            store.Notify(position, this);
        else
            Pump();
    }

    /// <summary>The peer has room again.</summary>
    public void OnRoom() => Pump();

    /// <inheritdoc/>
    public void OnCommitted(long durable) => Pump();

    /// <inheritdoc/>
    public bool OnCommitFailed(string failure)
    {
        try
        {
            lock (_gate)
                ReplaceUnstored(failure);
        }
        catch (Exception e)
        {
            Fail(e);
            return false;
        }

        Pump();
        return false;
    }

    /// <summary>The session has ended: nobody waits any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _answers.Clear();
            _bytes = 0;
            _refused = null;
            TellWaiters();
        }
    }

    private void Pump()
    {
        lock (_gate)
        {
            _pumpAgain = _pumping;
            if (_pumping)
                return;
            _pumping = true;
        }

        try
        {
            bool hasRoom = true;
            while (TryTake(hasRoom, out string text))
            {
                hasRoom = trySend(text);
                if (hasRoom)
                    continue;
                lock (_gate)
                    _refused = text;
            }

            if (HasRoomForNews)
                onRoomForNews();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // Without memory, for example. An answer is gone, and with it the order of all others; nobody may wait for it.
    private void Fail(Exception e)
    {
        Close();
        onFailed(e);
    }

    // Under the gate.
    private void ReplaceUnstored(string failure)
    {
        Answer[] answers = [.. _answers];
        _answers.Clear();
        _bytes = 0;
        foreach (Answer answer in answers)
        {
            if (answer.Position <= store.Durable || answer.Subject.IsToldAnyway)
                Enqueue(answer with { Position = 0 });
            else if (answer.Subject.What != null)
                Enqueue(new Answer(0, writeNotStored(failure, answer.Subject), default));
        }
    }

    private void Enqueue(in Answer answer)
    {
        _answers.Enqueue(answer);
        _bytes += BytesOf(answer);
    }

    private static long BytesOf(in Answer answer) => (answer.Text.Length * sizeof(char)) + BytesOfAnswer;

    // Everything that may go out now, as one text. Ends the pumping if there is nothing, or no room for it.
    private bool TryTake(bool hasRoom, out string text)
    {
        lock (_gate)
        {
            text = hasRoom || _pumpAgain ? Take() : string.Empty;
            _pumpAgain = false;
            _pumping = text.Length > 0;
            TellWaiters();
            return _pumping;
        }
    }

    private string Take()
    {
        if (_refused is { } refused)
        {
            _refused = null;
            return refused;
        }

        long durable = store.Durable;
        if (!_answers.TryPeek(out Answer first) || first.Position > durable)
            return string.Empty;

        var text = new StringBuilder();
        while (text.Length < MostCharactersAtOnce && _answers.TryPeek(out Answer answer) && answer.Position <= durable)
        {
            answer = _answers.Dequeue();
            _bytes -= BytesOf(answer);
            text.Append(answer.Text);
        }

        return text.ToString();
    }

    private void TellWaiters()
    {
        if (HasRoom)
            Complete(ref _room);
        if (HoldsNothing)
            Complete(ref _empty);
    }

    private static TaskCompletionSource Source(ref TaskCompletionSource? source)
        => source ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Complete(ref TaskCompletionSource? source)
    {
        source?.SetResult();
        source = null;
    }
}
