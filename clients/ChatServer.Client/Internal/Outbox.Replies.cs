namespace ChatServer.Client.Internal;

/// <content>Replies, and the end of a link.</content>
internal sealed partial class Outbox
{
    // The server has these messages in memory and writes them when its disk recovers. They are repeated regularly.
    private readonly List<Operation> _postponed = [];

    // Confirmations that the server has accepted but not written. A crash of the server loses them.
    private readonly List<Operation> _atNextLogin = [];

    // The longest receipt names 100 members of a group that do not get the message.
    private const int MaxBytesOfReceipt = 64 * 1024;

    // A receipt, and the reply about the delivery.
    private const int MaxReplies = 2;

    /// <summary>Processes a reply of the server.</summary>
    /// <exception cref="LinkException">
    /// The replies cannot be those of a chat server: an earlier operation has none, or one has too many or too long ones.
    /// </exception>
    public void OnReply(ServerLine line)
    {
        lock (_lock)
        {
            if (line.Tag != null && !_inFlight.Any(operation => operation.IsRepliedBy(line)))
                return;
            Operation? match = null;
            while (match == null && _inFlight.TryPeek(out Operation? oldest))
            {
                // An error without a tag is about a line that could not be read or stored. That is the oldest operation without a reply.
                if (line.Tag == null ? !oldest.HasReply : oldest.IsRepliedBy(line))
                    match = oldest;
                else if (oldest.HasReply)
                    Finish();
                else
                    throw new LinkException("The server left a request without an answer.");
            }

            if (match != null)
                AddReply(match, line);
            TellIdle();
        }

        _work.Set();
    }

    /// <summary>Repeats the operations that the server could not write to its disk.</summary>
    public void RepeatPostponed()
    {
        lock (_lock)
        {
            foreach (Operation operation in _postponed)
                _repeats.Enqueue(operation);
            _postponed.Clear();
        }

        _work.Set();
    }

    /// <summary>Fails the longest operation in flight: a line was too long for the server, which does not say which one.</summary>
    public void FailLongest(ChatException why)
    {
        lock (_lock)
        {
            if (_inFlight.Where(operation => !operation.HasReply).MaxBy(operation => operation.Line.Length) is not { } longest)
                return;
            longest.Fail(why);
            longest.IsAbandoned = true;
        }
    }

    /// <summary>The link has ended. Operations without a reply are repeated on the next link, in the same order.</summary>
    public void OnLinkEnded()
    {
        lock (_lock)
        {
            Operation[] all = [.. _postponed, .. _inFlight, .. _repeats, .. _atNextLogin];
            foreach (Operation operation in all.Where(one => one.HasReply))
                operation.Complete();
            _repeats = new Queue<Operation>(all.Where(one => !one.HasReply && !one.IsAbandoned && one.Kind != OperationKind.Link));
            _ofLink.Clear();
            _postponed.Clear();
            _atNextLogin.Clear();
            _inFlight.Clear();
            _underWay = 0;
        }
    }

    /// <summary>A new link is logged in.</summary>
    /// <param name="first">What is sent before everything else.</param>
    public void OnLoggedIn(Operation first)
    {
        lock (_lock)
            _repeats = new Queue<Operation>([first, .. _repeats]);
        _work.Set();
    }

    private void AddReply(Operation operation, ServerLine line)
    {
        if (operation.Kind == OperationKind.Send && (operation.ReplyCount >= MaxReplies || line.Length > MaxBytesOfReceipt))
            throw new LinkException("The server answers a message more often, or at greater length, than a chat server does.");
        if (line.Code == ServerCode.NotOnDiskYet)
        {
            Remove();
            Postpone(operation, line);
        }
        else if (operation.Add(line))
        {
            Finish();
        }
    }

    private void Postpone(Operation operation, ServerLine line)
    {
        if (operation.IsOfCaller)
        {
            _postponed.Add(operation);
            return;
        }

        operation.Add(line);
        operation.Complete();
        if (operation.Kind == OperationKind.Confirm)
            _atNextLogin.Add(Operation.Confirm(operation.MessageId));
    }

    private void Finish()
    {
        Operation operation = Remove();
        operation.Complete();
        if (operation.Kind == OperationKind.Confirm)
            settled(operation.MessageId);
    }

    private Operation Remove()
    {
        Operation operation = _inFlight.Dequeue();
        Count(operation, -1);
        return operation;
    }
}
