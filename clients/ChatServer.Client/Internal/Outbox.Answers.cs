namespace ChatServer.Client.Internal;

/// <content>Answers, and the end of a link.</content>
internal sealed partial class Outbox
{
    // The server has these and stores them when its disk recovers: asked again now and then.
    private readonly List<Operation> _postponed = [];

    // Confirmations that the server has taken, but that a crash could undo.
    private readonly List<Operation> _atNextLogin = [];

    // One that says who does not get a message to a group names 100.
    private const int MaxBytesOfReceipt = 64 * 1024;

    // A receipt, and what became of the delivery.
    private const int MaxAnswers = 2;

    /// <summary>An answer has come.</summary>
    /// <exception cref="LinkException">
    /// An earlier operation was never answered, or one was answered more often or at greater length than a server does: nothing on this link can be relied upon.
    /// </exception>
    public void OnAnswer(ServerLine line)
    {
        lock (_lock)
        {
            if (line.Tag != null && !_inFlight.Any(operation => operation.IsAnsweredBy(line)))
                return;
            Operation? answered = null;
            while (answered == null && _inFlight.TryPeek(out Operation? oldest))
            {
                // An error without a tag is about a line that could not be read, or not stored: the first that is not answered.
                if (line.Tag == null ? !oldest.IsAnswered : oldest.IsAnsweredBy(line))
                    answered = oldest;
                else if (oldest.IsAnswered)
                    Finish();
                else
                    throw new LinkException("The server left a request without an answer.");
            }

            if (answered != null)
                Answer(answered, line);
            TellIdle();
        }

        _work.Set();
    }

    /// <summary>Asks once more what became of that which the server could not write to its disk.</summary>
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

    /// <summary>A line was too long for the server, which does not say which: the longest is too long in any case.</summary>
    public void FailLongest(ChatException why)
    {
        lock (_lock)
        {
            if (_inFlight.Where(operation => !operation.IsAnswered).MaxBy(operation => operation.Line.Length) is not { } longest)
                return;
            longest.Fail(why);
            longest.IsAbandoned = true;
        }
    }

    /// <summary>The link has ended. What was not answered is repeated on the next one, in its order.</summary>
    public void OnLinkEnded()
    {
        lock (_lock)
        {
            Operation[] all = [.. _postponed, .. _inFlight, .. _repeats, .. _atNextLogin];
            foreach (Operation answered in all.Where(operation => operation.IsAnswered))
                answered.Complete();
            _repeats = new Queue<Operation>(all.Where(operation => !operation.IsAnswered && !operation.IsAbandoned && operation.Kind != OperationKind.Link));
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

    private void Answer(Operation operation, ServerLine line)
    {
        if (operation.Kind == OperationKind.Send && (operation.AnswerCount >= MaxAnswers || line.Length > MaxBytesOfReceipt))
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
