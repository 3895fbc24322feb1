namespace ChatServer.Benchmarks.Torture;

/// <summary>
/// Knows every message that was sent and decides what the server may and must deliver. A message with a receipt, or that came after it was on disk, must come at every login until
/// its confirmation is asked for; one whose confirmation was answered, to the recipient or to the sender, never comes again; of all others it is open, but what was
/// missing once nothing could still store it must not come later. Nothing can when the server was killed, or when the sender has logged in at another server of the
/// same chat. What a user sends through a connection after the user has logged in through another one has no effect. Thread-safe.
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
    private int _lastOrderGroup;

    // Counts events.
    private long _now;

    // The visits of each user of which something may be under way.
    private readonly List<VisitRecord>[] _visits = [.. Enumerable.Range(0, users).Select(_ => new List<VisitRecord>())];
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
        {
            _run++;
            foreach (List<VisitRecord> visits in _visits)
            {
                visits.ForEach(visit => visit.IsSettled = true);
                visits.Clear();
            }
        }
    }

    /// <summary>A user is about to connect.</summary>
    /// <param name="user">The user.</param>
    /// <param name="server">Number of the server process.</param>
    public VisitRecord Begin(int user, int server)
    {
        lock (_lock)
        {
            // What is sent now may overtake what was sent last, unless that was answered, or the user logs in at another server, which waits for it.
            List<VisitRecord> visits = _visits[user];
            if (visits.Exists(visit => visit.OrderGroup == _orderGroups[user] && !visit.IsClean
                && !(visit.IsLoggedIn && visit.HasEnded && visit.Server != server)))
                _orderGroups[user] = ++_lastOrderGroup;
            var begun = new VisitRecord(user, server, _orderGroups[user])
            {
                Began = ++_now,
                Earlier = [.. visits.Where(visit => visit.IsLoggedIn)],
            };
            visits.Add(begun);
            return begun;
        }
    }

    /// <summary>The server said that the user is logged in.</summary>
    public void OnLoggedIn(VisitRecord visit)
    {
        lock (_lock)
        {
            visit.LoggedIn = ++_now;
            foreach (VisitRecord earlier in visit.Earlier)
            {
                earlier.IsOvertaken = true;
                if (earlier.Server == visit.Server)
                    continue;
                earlier.IsSettled = true;
                _visits[visit.User].Remove(earlier);
            }

            visit.Earlier = [];
        }
    }

    /// <summary>The connection has ended, and everything that came through it was told to the model.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="isClean">Whether the server said goodbye: then everything was answered.</param>
    public void OnEnded(VisitRecord visit, bool isClean)
    {
        lock (_lock)
        {
            visit.HasEnded = true;
            visit.IsClean = isClean;
            visit.Delivered.Clear();
            visit.LastSequences.Clear();
        }
    }

    /// <summary>A message is about to be sent.</summary>
    /// <param name="visit">The visit of the sender.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="hasReceipt">Whether the sender has receipts on.</param>
    public TracedMessage Send(VisitRecord visit, int to, bool hasReceipt = true)
    {
        lock (_lock)
            return Add(visit, to, hasReceipt);
    }

    /// <summary>The marker of a visit is about to be sent: what is owed now must come before it.</summary>
    public TracedMessage SendMarker(VisitRecord visit)
    {
        lock (_lock)
        {
            visit.Owed = [.. _owed[visit.User]];
            visit.Decided = [.. _undecided[visit.User].Where(message => message.IsStored || message.Visit.IsSettled)];
            return visit.Marker = Add(visit, visit.User, hasReceipt: true);
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

            if (message.IsTooLate)
                Violate($"{message} was stored, although its sender had logged in elsewhere before it was sent");
            if (message.IsGone)
                Violate($"{message} was stored, although it had been missing");
            Stored++;
            message.IsStored = true;
            message.Visit.LastStored = Math.Max(message.Visit.LastStored, message.Sent);
            Settle(message);
            CheckSuspects(message.Visit);
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

            // With receipts on, a message is delivered when it is on disk. What comes from another process is on disk, too.
            message.IsStored |= message.HasReceipt || message.Visit.Server != visit.Server;

            // A confirmation of which nothing is under way has not happened.
            if (message is { Confirmation: Confirmation.Asked, AskedIn.IsSettled: true } && !visit.IsOvertaken)
            {
                message.Confirmation = Confirmation.None;
                message.Asks = 0;
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
            if (hasReceipt)
                visit.Asked.Add(message.Id!.Value);
            if (visit.IsOvertaken)
            {
                visit.AskedTooLate.Add(message.Id!.Value);
                return;
            }

            message.Asks++;
            message.AskedIn = visit;
            message.WasAsked = true;
            if (message.Confirmation != Confirmation.Answered)
                message.Confirmation = Confirmation.Asked;
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

            if (visit.AskedTooLate.Contains(id))
                Violate($"{visit} confirmed {_ids[id]}, although the user had logged in elsewhere before");
            Confirmed++;
            End(_ids[id], visit);
        }
    }

    /// <summary>The answer was read that something is not on disk yet. If it is a confirmation, it may be stored later or never.</summary>
    /// <returns>Whether it is a confirmation.</returns>
    public bool OnConfirmationDelayed(VisitRecord visit, Guid id)
    {
        lock (_lock)
            return visit.Asked.Remove(id);
    }

    /// <summary>The answer was read that there is no such message to confirm.</summary>
    public void OnNoSuchMessage(VisitRecord visit, Guid id)
    {
        lock (_lock)
        {
            // Only an earlier request that was not answered can have removed it.
            if (!visit.Asked.Remove(id))
                Violate($"{visit} was answered that there is no {id}, which it had not asked for");
            else if (_ids[id] is { Asks: 1, IsStored: true } message && !visit.IsOvertaken)
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
                End(message, confirmedIn: null);
        }
    }

    /// <summary>Compares the table of messages with what is known, while no request is under way.</summary>
    /// <param name="rows">Sender, recipient and number of each message in the table.</param>
    public void CheckTable(IReadOnlyCollection<(int From, int To, int Sequence)> rows)
    {
        lock (_lock)
        {
            var found = new HashSet<TracedMessage>();
            foreach ((int from, int to, int sequence) in rows)
            {
                TracedMessage message = _messages[from, to][sequence];
                if (!found.Add(message))
                    Violate($"{message} is twice in the table");
                if (message.IsRefused || message.IsTooLate || message.IsGone || message.Confirmation == Confirmation.Answered)
                {
                    string fault = message.IsRefused ? "was refused" : message.IsTooLate ? "was sent too late" : message.IsGone ? "had been missing" : "was confirmed";
                    Violate($"{message} is in the table, although it {fault}");
                }
            }

            foreach (TracedMessage message in _owed.SelectMany(owed => owed).Where(message => !found.Contains(message)))
                Violate($"lost: {message} is not in the table");
        }
    }

    private static List<TracedMessage>[,] Create(int users)
    {
        var messages = new List<TracedMessage>[users, users];
        for (int i = 0; i < users * users; i++)
            messages[i / users, i % users] = [];
        return messages;
    }

    private TracedMessage Add(VisitRecord visit, int to, bool hasReceipt)
    {
        List<TracedMessage> messages = _messages[visit.User, to];
        var message = new TracedMessage
        {
            Visit = visit,
            To = to,
            Sequence = messages.Count,
            Sent = ++_now,
            HasReceipt = hasReceipt,
            IsTooLate = visit.IsOvertaken,
        };
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

        (int From, int OrderGroup) group = (message.From, message.Visit.OrderGroup);
        if (visit.LastSequences.TryGetValue(group, out int last) && last > message.Sequence)
            Violate($"{visit} got behind message {last} of the same sender {message}");
        visit.LastSequences[group] = message.Sequence;
    }

    private void CheckMayCome(VisitRecord visit, TracedMessage message)
    {
        // Without receipts, a message may come before it is refused.
        string? fault = message.IsRefused ? "although it was refused"
            : message.IsTooLate && (message.HasReceipt || message.Visit.Server != visit.Server)
                ? "although its sender had logged in elsewhere before it was sent"
            : null;
        if (fault != null)
            Violate($"{visit} got {message}, {fault}");

        // A connection that was replaced may lag behind.
        string? ending = visit.IsOvertaken || fault != null ? null
            : message.Confirmation == Confirmation.Answered ? "although its confirmation was answered"
            : message.IsGone ? "although it had been missing"
            : null;
        if (ending == null)
            return;
        if (message.Ended < visit.Began || message.EndedIn == visit)
            Violate($"{visit} got {message}, {ending}");
        else if (message.EndedIn != null)
            visit.Suspects.Add((message.EndedIn, $"{visit} got {message}, {ending} in an earlier login"));
        CheckSuspects(visit);
    }

    // Of two logins that begin at the same time, the one is later that stores something which was sent when the other one was known.
    private void CheckSuspects(VisitRecord visit)
    {
        foreach ((_, string fault) in visit.Suspects.Where(suspect => suspect.EndedIn.LoggedIn < visit.LastStored))
            Violate(fault);
        visit.Suspects.RemoveAll(suspect => suspect.EndedIn.LoggedIn < visit.LastStored);
    }

    private void CheckComplete(VisitRecord visit)
    {
        Checked++;
        visit.IsComplete = true;
        foreach (TracedMessage message in visit.Owed.Where(message => message.IsOwed && !visit.Delivered.Contains(message)))
        {
            Violate($"lost: {visit} logged in and did not get {message}");
            message.IsGone = true;
            (message.Ended, message.EndedIn) = (++_now, visit);
            Settle(message);
        }

        foreach (TracedMessage message in visit.Decided.Except(visit.Delivered).Where(message => message is { IsUndecided: true, IsSettled: true }))
        {
            message.IsGone = true;
            (message.Ended, message.EndedIn) = (++_now, visit);
            Settle(message);
        }

        visit.Owed = visit.Decided = [];
    }

    private void End(TracedMessage message, VisitRecord? confirmedIn)
    {
        message.Confirmation = Confirmation.Answered;
        if (message.Ended == 0)
            (message.Ended, message.EndedIn) = (++_now, confirmedIn);
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
