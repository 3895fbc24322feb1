using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// The joins and leaves in the groups of one session's user of which the session is not yet notified. A join and a leave of the same user cancel each other.
/// If there are very many changes in a group, only their numbers are kept. Not thread-safe.
/// </summary>
internal sealed class MembershipChanges
{
    /// <summary>Maximum number of changes that are kept one by one, of about 80 bytes each.</summary>
    public const int MaxChanges = 256;

    private readonly Dictionary<(string Group, string Id), Change> _changes = [];

    // Groups for which only the numbers of changes are kept. At most as many as the groups that a user may join.
    private readonly Dictionary<string, Numbers> _numbers = [];

    private readonly record struct Change(bool IsMember, long Position);

    private readonly record struct Numbers(long Joined, long Left, long Position)
    {
        public Numbers With(Change change)
            => new(Joined + (change.IsMember ? 1 : 0), Left + (change.IsMember ? 0 : 1), Math.Max(Position, change.Position));
    }

    /// <summary>Adds a join or a leave.</summary>
    /// <param name="position">The position that must be durable before the notification is sent.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">The user who joined or left.</param>
    /// <param name="isMember">Whether this user is a member now.</param>
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
    /// <param name="position">The position that must be durable before the notification is sent.</param>
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
