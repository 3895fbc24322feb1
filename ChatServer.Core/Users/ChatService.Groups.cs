using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>Who is in which group.</content>
public sealed partial class ChatService
{
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Lookalikes _groupNames = new();
    private int _memberships;

    /// <summary>Number of groups.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>Makes a user a member of a group; makes the group if there is none. The other members who are online are told.</summary>
    /// <param name="user">The user, who is logged in.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Join(User user, string name)
    {
        if (_store.Condition == StoreCondition.Failing)
            return new GroupOutcome(GroupResult.StoreFailing);

        while (true)
        {
            Group group = _groups.GetOrAdd(name, static name => new Group(name));
            GroupOutcome outcome;
            IUserConnection[] others;
            lock (group.Gate)
            {
                if (group.Retired)
                    continue;
                if (group.Members.TryGetValue(user.Id, out Group.Member member))
                    return new GroupOutcome(GroupResult.Done, group.Members.Count, member.Position);
                others = ConnectionsOf(group);
                try
                {
                    outcome = NameFault(group) is { } fault ? new GroupOutcome(fault) : Join(user, group);
                }
                finally
                {
                    RetireIfUnused(group);
                }
            }

            Announce(group, user, isMember: true, outcome, others);
            return outcome;
        }
    }

    /// <summary>Ends a membership. The other members who are online are told. Messages that the user has not confirmed stay.</summary>
    /// <param name="user">The user.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Leave(User user, string name)
    {
        if (_store.Condition == StoreCondition.Failing)
            return new GroupOutcome(GroupResult.StoreFailing);
        return _groups.TryGetValue(name, out Group? group) ? Leave(user.Id, group) : new GroupOutcome(GroupResult.NotAMember);
    }

    /// <summary>Ids of all who are in a group.</summary>
    public IReadOnlyCollection<string> MemberIds()
    {
        var ids = new HashSet<string>();
        foreach ((_, Group group) in _groups)
        {
            lock (group.Gate)
                ids.UnionWith(group.Members.Keys);
        }

        return ids;
    }

    /// <summary>Ends all memberships of somebody whose account is removed.</summary>
    /// <param name="id">Id of the user, normalised.</param>
    public void LeaveAll(string id)
    {
        if (!_users.TryGetValue(id, out User? user))
            return;
        foreach (GroupInfo group in GroupsOf(user))
        {
            if (_groups.TryGetValue(group.Name, out Group? found))
                Leave(id, found);
        }
    }

    /// <summary>The groups of a user, sorted by name.</summary>
    /// <param name="user">The user.</param>
    public static IReadOnlyList<GroupInfo> GroupsOf(User user)
    {
        Group[] groups;
        lock (user.Gate)
            groups = user.Groups?.ToArray() ?? [];
        var infos = new List<GroupInfo>(groups.Length);
        foreach (Group group in groups.OrderBy(group => group.Name, StringComparer.Ordinal))
            infos.Add(new GroupInfo(group.Name, group.MemberCount));

        return infos;
    }

    /// <summary>The members of a group, for one of them.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="most">List at most so many.</param>
    /// <param name="members">The members.</param>
    /// <returns>Whether the user is a member.</returns>
    public bool TryGetMembers(User user, string name, int most, [NotNullWhen(true)] out GroupMembers? members)
    {
        members = null;
        if (!_groups.TryGetValue(name, out Group? group))
            return false;

        // One look at each, and no copy of all: others wait for the gate meanwhile.
        var online = new FirstIds(most);
        var offline = new FirstIds(most);
        int count;
        lock (group.Gate)
        {
            if (!group.Members.ContainsKey(user.Id))
                return false;
            count = group.Members.Count;
            foreach (Group.Member member in group.Members.Values)
                (member.User.Connection != null ? online : offline).Add(member.User.Id);
        }

        string[] first = online.Take(most);
        members = new GroupMembers(count, first, offline.Take(most - first.Length));
        return true;
    }

    /// <summary>How many members a group has, as of a moment ago; 0 if there is none.</summary>
    /// <param name="name">Name of the group, normalised.</param>
    public int MemberCount(string name) => _groups.TryGetValue(name, out Group? group) ? group.MemberCount : 0;

    // Under the group's gate. Why a new group must not have its name; one that is there goes on.
    private GroupResult? NameFault(Group group)
    {
        if (group.IsNamed)
            return null;
        if (!NewName.IsUsable(group.Name))
            return GroupResult.UnusableName;
        if (!_groupNames.TryAdd(group.Name))
            return GroupResult.LookalikeName;
        group.IsNamed = true;
        return null;
    }

    // Under the group's gate.
    private GroupOutcome Join(User user, Group group)
    {
        GroupOutcome outcome;
        if (group.Members.Count >= _limits.MaxMembersPerGroup)
            return new GroupOutcome(GroupResult.GroupFull);

        // The connection may end meanwhile, and with it the last reason to keep the user.
        while (!TryJoin(GetUser(user.Id), group, out outcome))
        {
        }

        return outcome;
    }

    private bool TryJoin(User user, Group group, out GroupOutcome outcome)
    {
        lock (user.Gate)
        {
            outcome = default;
            if (user.Retired)
                return false;
            if (user.Groups?.Count >= _limits.MaxGroupsPerUser)
                outcome = new GroupOutcome(GroupResult.TooManyGroups);
            else if (!TryTakeMembership(user, out GroupResult refusal))
                outcome = new GroupOutcome(refusal);
            else
                outcome = AppendJoined(user, group);
            RetireIfUnused(user);
            return true;
        }
    }

    private bool TryTakeMembership(User user, out GroupResult refusal)
    {
        Sender sender;
        QuotaResult result;
        do
        {
            sender = SenderOf(user);
            result = sender.TryJoin(_senderLimits);
        }
        while (result == QuotaResult.Retired);

        refusal = result == QuotaResult.AddressFull ? GroupResult.AddressFull : GroupResult.TooManyMemberships;
        if (result != QuotaResult.Free)
            return false;
        if (Interlocked.Increment(ref _memberships) <= _limits.MaxMemberships)
            return true;
        Interlocked.Decrement(ref _memberships);
        sender.AddMemberships(-1);
        return false;
    }

    private GroupOutcome AppendJoined(User user, Group group)
    {
        Guid since = _ids.Next();
        long position;
        try
        {
            position = _store.Append(new StoreRecord
            {
                Kind = RecordKind.GroupJoined,
                Id = since,
                User = user.Id,
                Group = group.Name,
            });
        }
        catch
        {
            Interlocked.Decrement(ref _memberships);
            SenderOf(user).AddMemberships(-1);
            throw;
        }

        AddMember(user, group, since, position);
        return new GroupOutcome(GroupResult.Done, group.Members.Count, position);
    }

    private GroupOutcome Leave(string id, Group group)
    {
        GroupOutcome outcome;
        IUserConnection[] others;
        User user;
        lock (group.Gate)
        {
            if (!group.Members.TryGetValue(id, out Group.Member member))
                return new GroupOutcome(GroupResult.NotAMember);

            user = member.User;
            lock (user.Gate)
            {
                long position = _store.Append(new StoreRecord
                {
                    Kind = RecordKind.GroupLeft,
                    User = id,
                    Group = group.Name,
                });
                RemoveMember(user, group);
                outcome = new GroupOutcome(GroupResult.Done, group.Members.Count, position);
            }

            others = ConnectionsOf(group);
            RetireIfUnused(group);
        }

        Announce(group, user, isMember: false, outcome, others);
        return outcome;
    }

    // Under both gates.
    private void AddMember(User user, Group group, Guid since, long position)
    {
        if (!group.IsNamed)
            _groupNames.Add(group.Name);
        group.IsNamed = true;
        group.Add(new Group.Member(user, since, position));
        (user.Groups ??= []).Add(group);
    }

    // Under both gates.
    private void RemoveMember(User user, Group group)
    {
        group.Remove(user.Id);
        user.Groups!.Remove(group);
        Interlocked.Decrement(ref _memberships);
        _senders.Get(user.Id).AddMemberships(-1);
        RetireIfUnused(user);
    }

    private void RetireIfUnused(Group group)
    {
        if (group.Members.Count > 0)
            return;
        group.Retired = true;
        if (group.IsNamed)
            _groupNames.Remove(group.Name);
        _groups.TryRemove(new KeyValuePair<string, Group>(group.Name, group));
    }

    private static IUserConnection[] ConnectionsOf(Group group)
        => [.. group.Members.Values.Select(member => member.User.Connection).OfType<IUserConnection>()];

    private static void Announce(Group group, User user, bool isMember, in GroupOutcome outcome, IUserConnection[] others)
    {
        if (outcome.Result != GroupResult.Done)
            return;
        foreach (IUserConnection other in others)
            other.OnMembership(group.Name, user.Id, isMember, outcome.Position);
    }
}
