using System.Threading.Channels;

namespace ChatServer.Client.Internal;

/// <summary>
/// Operations on their way: those that wait, those in flight, and those that a new link repeats. Replies come in the order of the
/// requests, so the next reply belongs to the oldest operation in flight. Thread-safe.
/// </summary>
/// <param name="maxUnderWay">How many sends and requests are in flight at once, and how many wait behind them.</param>
/// <param name="settled">Called under the lock when the reply to a confirmation arrives.</param>
internal sealed partial class Outbox(int maxUnderWay, Action<Guid> settled)
{
    private const int MaxBatchBytes = 32 * 1024;

    // A server that has lost its last confirmations, before its disk had them, brings fewer messages again.
    private const int MaxConfirmedAgain = 8 * 1024;

    // Guards all fields but the channel, and the fields of all operations.
    private readonly Lock _lock = new();
    private readonly Channel<Operation> _waiting = Channel.CreateBounded<Operation>(maxUnderWay);
    private readonly Queue<Operation> _ofLink = [];
    private readonly Queue<Operation> _confirmations = [];
    private readonly Queue<Operation> _inFlight = [];
    private readonly Signal _work = new();
    private Queue<Operation> _repeats = [];
    private int _underWay;
    private Exception? _end;
    private TaskCompletionSource? _idle;

    /// <summary>Queues what a caller waits for, behind all that were queued before.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Ends the waiting for room; nothing is queued then.</param>
    public async ValueTask EnqueueAsync(Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw _end!;
        }

        _work.Set();
    }

    /// <summary>Queues a confirmation or something of this link, which wait for no room.</summary>
    public void Enqueue(Operation operation)
    {
        lock (_lock)
        {
            if (_end != null)
                operation.Fail(_end);
            else if (operation.Kind == OperationKind.Link)
                _ofLink.Enqueue(operation);
            else
                _confirmations.Enqueue(operation);
        }

        _work.Set();
    }

    /// <summary>
    /// Confirms a message again that arrived once more after the reply to its confirmation. Does nothing if very many confirmations wait: the server will deliver the message again.
    /// </summary>
    public void ConfirmAgain(Guid id)
    {
        lock (_lock)
        {
            if (_confirmations.Count + _inFlight.Count + _atNextLogin.Count >= MaxConfirmedAgain)
                return;
        }

        Enqueue(Operation.Confirm(id));
    }

    /// <summary>Nobody waits for an operation any more: if it was not sent yet, it is not.</summary>
    public void Abandon(Operation operation)
    {
        lock (_lock)
            operation.IsAbandoned = true;
        _work.Set();
    }

    /// <summary>Waits until something is to be sent. It is in flight then.</summary>
    public async ValueTask<List<Operation>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            List<Operation> batch = Take();
            if (batch.Count > 0)
                return batch;
            await _work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends when nothing is on its way. Never faults.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            TellIdle();
            return _idle.Task;
        }
    }

    /// <summary>Takes no more operations of callers.</summary>
    public void Close(Exception why)
    {
        lock (_lock)
            _end ??= why;
        _waiting.Writer.TryComplete();
    }

    /// <summary>Fails everything, and what comes later.</summary>
    public void Fail(Exception why)
    {
        Close(why);
        lock (_lock)
        {
            Operation[] all = [.. _inFlight, .. _repeats, .. _postponed, .. _atNextLogin, .. _ofLink, .. _confirmations];
            foreach (Operation operation in all)
                End(operation, why);
            _inFlight.Clear();
            _repeats.Clear();
            _ofLink.Clear();
            _confirmations.Clear();
            while (_waiting.Reader.TryRead(out Operation? operation))
                operation.Fail(why);
            TellIdle();
        }
    }

    private static void End(Operation operation, Exception why)
    {
        if (operation.HasReply)
            operation.Complete();
        else
            operation.Fail(why);
    }

    private List<Operation> Take()
    {
        List<Operation> batch = [];
        lock (_lock)
        {
            int bytes = 0;
            while (bytes < MaxBatchBytes && TryNext(out Operation operation))
            {
                if (operation.IsAbandoned)
                    continue;
                batch.Add(Start(operation));
                bytes += operation.Line.Length;
            }

            // Only a reply to a later operation shows that the last message gets no more replies.
            if (batch is [.., { Kind: OperationKind.Send }])
                batch.Add(Start(Operation.OfLink("HB")));
            if (batch.Count == 0)
                TellIdle();
        }

        return batch;
    }

    private Operation Start(Operation operation)
    {
        operation.Attempts++;
        _inFlight.Enqueue(operation);
        Count(operation, 1);
        return operation;
    }

    private void Count(Operation operation, int change)
    {
        if (operation.IsOfCaller)
            _underWay += change;
    }

    // Heartbeats pass the confirmations, of which there may be very many. These wait for no replies: the replies are behind all messages that come again after
    // a login, and on links that break before they arrive, only confirmations that reach the server make these fewer.
    private bool TryNext(out Operation operation)
        => _repeats.TryDequeue(out operation!)
        || _ofLink.TryDequeue(out operation!)
        || _confirmations.TryDequeue(out operation!)
        || (_underWay < maxUnderWay && _waiting.Reader.TryRead(out operation!));

    private void TellIdle()
    {
        if (_idle != null && _repeats.Count == 0 && _confirmations.Count == 0 && _waiting.Reader.Count == 0 && !_inFlight.Any(operation => operation.Kind != OperationKind.Link))
            _idle.TrySetResult();
    }
}
