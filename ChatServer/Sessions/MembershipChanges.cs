using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// Who joined and who left the groups of one session's user, as far as the session was not told yet. A join and a leave of the same person cancel each other.
/// Of very many changes the group's numbers remain. Not thread-safe.
/// </summary>
internal sealed class MembershipChanges
{
    /// <summary>Changes that are told one by one: at most this many, of about 80 bytes each.</summary>
    public const int MaxChanges = 256;

    private readonly Dictionary<(string Group, string Id), Change> _changes = [];

    // Groups of which only numbers are told; at most as many as a user may be in.
    private readonly Dictionary<string, Numbers> _numbers = [];

    private readonly record struct Change(bool IsMember, long Position);

    private readonly record struct Numbers(long Joined, long Left, long Position)
    {
        public Numbers With(Change change)
            => new(Joined + (change.IsMember ? 1 : 0), Left + (change.IsMember ? 0 : 1), Math.Max(Position, change.Position));
    }

    /// <summary>Somebody joined or left.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">Who.</param>
    /// <param name="isMember">Whether they are a member now.</param>
    public void Add(long position, string group, string id, bool isMember)
    {
        var change = new Change(isMember, position);
        if (_numbers.TryGetValue(group, out Numbers numbers))
        {
            _numbers[group] = numbers.With(change);
            return;
        }

        if (_changes.TryGetValue((group, id), out Change earlier) && earlier.IsMember != isMember)
        {
            _changes.Remove((group, id));
            return;
        }

        _changes[(group, id)] = change;
        if (_changes.Count > MaxChanges)
            Count();
    }

    /// <summary>Takes the next notification.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="notification">The notification.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out long position, out Reply notification)
    {
        foreach ((string group, Numbers numbers) in _numbers)
        {
            _numbers.Remove(group);
            position = numbers.Position;
            notification = Replies.MembersChanged.With(group, numbers.Joined, numbers.Left);
            return true;
        }

        foreach (((string group, string id), Change change) in _changes)
        {
            _changes.Remove((group, id));
            position = change.Position;
            notification = (change.IsMember ? Replies.MemberJoined : Replies.MemberLeft).With(group, id);
            return true;
        }

        (position, notification) = (0, default);
        return false;
    }

    private void Count()
    {
        foreach (((string group, _), Change change) in _changes)
            _numbers[group] = _numbers.GetValueOrDefault(group).With(change);
        _changes.Clear();
    }
}
