namespace ChatServer.Benchmarks.Torture;

/// <summary>
/// Knows every message that was sent and decides what the server may and must deliver. A message with a receipt, or that came after it was on disk, must come at every login until
/// its confirmation is asked for; one whose confirmation was answered, to the recipient or to the sender, never comes again; of all others it is open, but what was
/// not there after a restart must not come back later. Thread-safe.
/// </summary>
/// <param name="users">Number of users.</param>
/// <param name="text">The texts.</param>
/// <param name="violations">Gets what does not hold.</param>
internal sealed class MessageModel(int users, TortureText text, Violations violations)
{
    // Guards everything below, the messages, and the visit records. Nothing foreign is called under it.
    private readonly Lock _lock = new();
    private readonly List<TracedMessage>[,] _messages = Create(users);
    private readonly HashSet<TracedMessage>[] _owed = [.. Enumerable.Range(0, users).Select(_ => new HashSet<TracedMessage>())];
    private readonly HashSet<TracedMessage>[] _undecided = [.. Enumerable.Range(0, users).Select(_ => new HashSet<TracedMessage>())];
    private readonly int[] _orderGroups = new int[users];
    private readonly Dictionary<Guid, TracedMessage> _ids = [];
    private int _run = 1;

    /// <summary>Whether a receipt for memory counts; otherwise only one for disk does.</summary>
    public bool AcceptsMemory { get; init; }

    /// <summary>Receipts that were read.</summary>
    public long Stored { get; private set; }

    /// <summary>Confirmations whose answer was read.</summary>
    public long Confirmed { get; private set; }

    /// <summary>Messages that came.</summary>
    public long Delivered { get; private set; }

    /// <summary>Complete logins that were checked.</summary>
    public long Checked { get; private set; }

    /// <summary>Number of the server's run.</summary>
    public int Run => _run;

    /// <summary>The server has ended and starts again; everything that it said has been told to the model.</summary>
    public void StartRun()
    {
        lock (_lock)
            _run++;
    }

    /// <summary>A user left without waiting for the end of its connection, so what it sends next may overtake what it sent last.</summary>
    public void StartOrderGroup(int user)
    {
        lock (_lock)
            _orderGroups[user]++;
    }

    /// <summary>A message is about to be sent.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="hasReceipt">Whether the sender has receipts on.</param>
    public TracedMessage Send(int from, int to, bool hasReceipt = true)
    {
        lock (_lock)
            return Add(from, to, hasReceipt);
    }

    /// <summary>The marker of a visit is about to be sent: what is owed now must come before it.</summary>
    public TracedMessage SendMarker(VisitRecord visit)
    {
        lock (_lock)
        {
            visit.Owed = [.. _owed[visit.User]];
            return visit.Marker = Add(visit.User, visit.User, hasReceipt: true);
        }
    }

    /// <summary>A receipt was read.</summary>
    public void OnStored(TracedMessage message, Guid id, bool isOnDisk)
    {
        lock (_lock)
        {
            Identify(message, id);
            if (!isOnDisk && !AcceptsMemory)
            {
                Violate($"{message} was stored in memory only");
                return;
            }

            Stored++;
            message.IsStored = true;
            Settle(message);
        }
    }

    /// <summary>A refusal was read.</summary>
    public void OnRefused(TracedMessage message)
    {
        lock (_lock)
        {
            message.IsRefused = true;
            Settle(message);
        }
    }

    /// <summary>A message came.</summary>
    /// <returns>The message; <see langword="null"/> if nobody sent it.</returns>
    public TracedMessage? OnDelivered(VisitRecord visit, string sender, string received, Guid id)
    {
        lock (_lock)
        {
            Delivered++;
            if (Find(visit, sender, received, id) is not TracedMessage message)
                return null;
            Identify(message, id);
            CheckOrder(visit, message);
            CheckMayCome(visit, message);

            // With receipts on, a message is delivered when it is on disk.
            message.IsStored |= message.HasReceipt;

            // What is here after a restart is on disk; a confirmation that was asked for before has not happened.
            if (message.Run < _run)
            {
                message.IsStored = true;
                message.Confirmation = Confirmation.None;
            }

            Settle(message);

            if (message == visit.Marker)
                CheckComplete(visit);
            return message;
        }
    }

    /// <summary>A confirmation is about to be asked for.</summary>
    /// <param name="visit">Who asks.</param>
    /// <param name="message">What is confirmed.</param>
    /// <param name="hasReceipt">Whether receipts are on, so that it is answered.</param>
    public void OnConfirm(VisitRecord visit, TracedMessage message, bool hasReceipt = true)
    {
        lock (_lock)
        {
            message.AskedInRun = message.Run == _run ? message.AskedInRun + 1 : 1;
            message.Run = _run;
            message.WasAsked = true;
            message.Confirmation = Confirmation.Asked;
            if (hasReceipt)
                visit.Asked.Add(message.Id!.Value);
            Settle(message);
        }
    }

    /// <summary>A confirmation's answer was read.</summary>
    public void OnConfirmed(VisitRecord visit, Guid id)
    {
        lock (_lock)
        {
            if (!visit.Asked.Remove(id))
            {
                Violate($"{visit} was answered that {id} is confirmed, which it had not asked for");
                return;
            }

            Confirmed++;
            End(_ids[id]);
        }
    }

    /// <summary>The answer was read that there is no such message to confirm.</summary>
    public void OnNoSuchMessage(VisitRecord visit, Guid id)
    {
        lock (_lock)
        {
            // Only an earlier request of the same run, whose answer was not awaited, can have removed it.
            if (!visit.Asked.Remove(id))
                Violate($"{visit} was answered that there is no {id}, which it had not asked for");
            else if (_ids[id] is { AskedInRun: 1 } message)
                Violate($"{message} was delivered, but cannot be confirmed: there is no such message");
        }
    }

    /// <summary>The connection has ended that followed a request to quit: everything must have been answered.</summary>
    public void OnQuit(VisitRecord visit)
    {
        lock (_lock)
        {
            if (visit.Asked.Count > 0)
                Violate($"{visit} got no answer to {visit.Asked.Count} of its confirmations before the connection ended after Quit");
        }
    }

    /// <summary>A sender was told that its message was confirmed.</summary>
    public void OnConfirmedByRecipient(VisitRecord visit, string recipient, Guid id)
    {
        lock (_lock)
        {
            if (!_ids.TryGetValue(id, out TracedMessage? message))
                Violate($"{visit} was told that {recipient} confirmed {id}, which nobody sent");
            else if (message.From != visit.User || TortureText.UserId(message.To) != recipient || !message.WasAsked)
                Violate($"{visit} was told that {recipient} confirmed {message}");
            else
                End(message);
        }
    }

    private static List<TracedMessage>[,] Create(int users)
    {
        var messages = new List<TracedMessage>[users, users];
        for (int i = 0; i < users * users; i++)
            messages[i / users, i % users] = [];
        return messages;
    }

    private TracedMessage Add(int from, int to, bool hasReceipt)
    {
        List<TracedMessage> messages = _messages[from, to];
        var message = new TracedMessage { From = from, To = to, Sequence = messages.Count, OrderGroup = _orderGroups[from], HasReceipt = hasReceipt, Run = _run };
        messages.Add(message);
        Settle(message);
        return message;
    }

    private TracedMessage? Find(VisitRecord visit, string sender, string received, Guid id)
    {
        if (!TortureText.TryParse(received, out int from, out int to, out int sequence)
            || from >= users || to >= users || sequence >= _messages[from, to].Count)
        {
            Violate($"{visit} got a message that nobody sent, from {sender}, {id}: '{received}'");
            return null;
        }

        TracedMessage message = _messages[from, to][sequence];
        if (to != visit.User || TortureText.UserId(from) != sender)
            Violate($"{visit} got, as if from {sender}, {message}");
        else if (received != text.Compose(from, to, sequence))
            Violate($"{visit} got a garbled {message}: '{received}' instead of '{text.Compose(from, to, sequence)}'");
        return message;
    }

    private void Identify(TracedMessage message, Guid id)
    {
        if (message.Id is Guid known && known != id)
            Violate($"{message} has another id now: {id}");
        else if (!_ids.TryAdd(id, message) && _ids[id] != message)
            Violate($"{message} has the id of another: {_ids[id]}");
        message.Id ??= id;
    }

    private void CheckOrder(VisitRecord visit, TracedMessage message)
    {
        if (!visit.Delivered.Add(message))
        {
            Violate($"{visit} got twice in one login {message}");
            return;
        }

        (int From, int OrderGroup) group = (message.From, message.OrderGroup);
        if (visit.LastSequences.TryGetValue(group, out int last) && last > message.Sequence)
            Violate($"{visit} got behind message {last} of the same sender {message}");
        visit.LastSequences[group] = message.Sequence;
    }

    private void CheckMayCome(VisitRecord visit, TracedMessage message)
    {
        string? fault = message.Confirmation == Confirmation.Answered ? "although its confirmation was answered"
            : message.IsRefused ? "although it was refused"
            : message.IsGone ? "although it had not been there after an earlier restart"
            : null;
        if (fault != null)
            Violate($"{visit} got {message}, {fault}");
    }

    private void CheckComplete(VisitRecord visit)
    {
        Checked++;
        visit.IsComplete = true;
        foreach (TracedMessage message in visit.Owed)
        {
            if (!visit.Delivered.Contains(message))
            {
                Violate($"lost: {visit} logged in and did not get {message}");
                message.IsGone = true;
                Settle(message);
            }
        }

        visit.Owed = [];
        foreach (TracedMessage message in _undecided[visit.User].Where(message => message.Run < _run && !visit.Delivered.Contains(message)).ToArray())
        {
            message.IsGone = true;
            Settle(message);
        }
    }

    private void End(TracedMessage message)
    {
        message.Confirmation = Confirmation.Answered;
        Settle(message);
    }

    private void Settle(TracedMessage message)
    {
        Keep(_owed[message.To], message, message.IsOwed);
        Keep(_undecided[message.To], message, message.IsUndecided);
    }

    private static void Keep(HashSet<TracedMessage> set, TracedMessage message, bool belongs)
    {
        if (belongs)
            set.Add(message);
        else
            set.Remove(message);
    }

    private void Violate(string description) => violations.Add($"run {_run}: {description}");
}
