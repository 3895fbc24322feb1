using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Groups;

/// <summary>The groups and their members. Thread-safe: operations on one group run under its lock.</summary>
/// <param name="store">Stores memberships.</param>
/// <param name="limits">Maximum numbers of memberships.</param>
/// <param name="users">The user directory.</param>
/// <param name="admission">Counts the memberships of each sender.</param>
/// <param name="ids">Creates message ids.</param>
/// <param name="remote">The users who are logged in at other servers.</param>
internal sealed class GroupDirectory(
    IStore store, Reloadable<StoreLimits> limits, UserDirectory users, MessageAdmission admission, MessageIds ids, RemoteUsers remote)
{
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Lookalikes _names = new();
    private int _memberships;

    /// <summary>Number of groups.</summary>
    public int Count => _groups.Count;

    /// <summary>All groups, in no order; a live view.</summary>
    public IEnumerable<Group> All
    {
        get
        {
            foreach ((_, Group group) in _groups)
                yield return group;
        }
    }

    /// <summary>The group of a name, or <see langword="null"/>.</summary>
    /// <param name="name">The name, normalised.</param>
    public Group? Find(string name) => _groups.GetValueOrDefault(name);

    /// <summary>See <see cref="ChatService.Join"/>.</summary>
    public GroupOutcome Join(User user, string name)
    {
        if (store.Condition == StoreCondition.Failing)
            return new GroupOutcome(GroupResult.StoreFailing);

        while (true)
        {
            Group group = _groups.GetOrAdd(name, static name => new Group(name));
            GroupOutcome outcome;
            IUserConnection[] others;
            lock (group.Lock)
            {
                if (group.Retired)
                    continue;
                if (group.Members.TryGetValue(user.Id, out Group.Member member))
                    return new GroupOutcome(GroupResult.Done, group.Members.Count, member.Position);
                others = GetConnections(group);
                try
                {
                    outcome = FindNameFault(group) is { } fault ? new GroupOutcome(fault) : Join(user, group);
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

    /// <summary>See <see cref="ChatService.Leave"/>.</summary>
    public GroupOutcome Leave(User user, string name)
    {
        if (store.Condition == StoreCondition.Failing)
            return new GroupOutcome(GroupResult.StoreFailing);
        return Find(name) is { } group ? Leave(user.Id, group) : new GroupOutcome(GroupResult.NotAMember);
    }

    /// <summary>See <see cref="ChatService.LeaveAll"/>.</summary>
    public void LeaveAll(string id)
    {
        if (users.Find(id) is not { } user)
            return;
        foreach (string name in GetNames(user))
        {
            if (Find(name) is { } group)
                Leave(id, group);
        }
    }

    /// <summary>See <see cref="ChatService.MemberIds"/>.</summary>
    public IReadOnlyCollection<string> GetMemberIds()
    {
        var all = new HashSet<string>();
        foreach (Group group in All)
        {
            lock (group.Lock)
                all.UnionWith(group.Members.Keys);
        }

        return all;
    }

    /// <summary>Lists the members of one group.</summary>
    /// <param name="name">Name of the group, normalised.</param>
    public IReadOnlyCollection<string> GetMemberIds(string name)
    {
        if (Find(name) is not { } group)
            return [];
        lock (group.Lock)
            return [.. group.Members.Keys];
    }

    /// <summary>See <see cref="ChatService.GroupsOf"/>.</summary>
    public IReadOnlyList<GroupInfo> GetGroups(User user)
    {
        string[] names = GetNames(user);
        Array.Sort(names, StringComparer.Ordinal);
        return Array.ConvertAll(names, name => new GroupInfo(name, GetMemberCount(name)));
    }

    /// <summary>See <see cref="ChatService.MemberCount"/>.</summary>
    public int GetMemberCount(string name) => Find(name)?.MemberCount ?? 0;

    /// <summary>See <see cref="ChatService.TryGetMembers"/>.</summary>
    public bool TryGetMembers(User user, string name, int max, [NotNullWhen(true)] out GroupMembers? members)
    {
        members = null;
        if (Find(name) is not { } group)
            return false;

        // Looks at each member once and copies no list of all members, because other threads wait for the lock.
        var online = new FirstIds(max);
        var offline = new FirstIds(max);
        int count;
        lock (group.Lock)
        {
            if (!group.Members.ContainsKey(user.Id))
                return false;
            count = group.Members.Count;
            foreach (Group.Member member in group.Members.Values)
                (member.User.Connection != null || remote.Has(member.User.Id) ? online : offline).Add(member.User.Id);
        }

        string[] first = online.Take(max);
        members = new GroupMembers(count, first, offline.Take(max - first.Length));
        return true;
    }

    /// <summary>Restores a membership from the store, or applies one that another server has stored.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The connections of the other members here; empty if the membership was known.</returns>
    public IUserConnection[] ApplyJoined(in StoreRecord record)
    {
        while (true)
        {
            Group group = _groups.GetOrAdd(record.Group!, static name => new Group(name));
            lock (group.Lock)
            {
                if (group.Retired)
                    continue;
                if (group.Members.ContainsKey(record.User))
                    return [];
                IUserConnection[] others = GetConnections(group);
                while (!TryApplyJoined(users.Get(record.User), group, record.Id))
                {
                }

                return others;
            }
        }
    }

    /// <summary>Adds a member as an import has it. Limits do not apply, and the name is not checked. Notifies the other members who are online.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <returns>Whether it was added: <see langword="false"/> if the user is a member already.</returns>
    public bool TryImport(string id, string name)
    {
        while (true)
        {
            Group group = _groups.GetOrAdd(name, static name => new Group(name));
            User user;
            GroupOutcome? outcome;
            IUserConnection[] others;
            lock (group.Lock)
            {
                if (group.Retired)
                    continue;
                if (group.Members.ContainsKey(id))
                    return false;
                others = GetConnections(group);
                try
                {
                    while ((outcome = TryImport(user = users.Get(id), group)) == null)
                    {
                    }
                }
                finally
                {
                    RetireIfUnused(group);
                }
            }

            Announce(group, user, isMember: true, outcome.Value, others);
            return true;
        }
    }

    // Null if the user is retired.
    private GroupOutcome? TryImport(User user, Group group)
    {
        lock (user.Lock)
        {
            if (user.Retired)
                return null;
            Interlocked.Increment(ref _memberships);
            admission.GetSender(user).AddMemberships(1);
            return AppendJoined(user, group);
        }
    }

    /// <summary>Restores the end of a membership from the store, or applies one that another server has stored.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The connections of the other members here; empty if there was no such membership.</returns>
    public IUserConnection[] ApplyLeft(in StoreRecord record)
    {
        if (Find(record.Group!) is not { } group)
            return [];
        lock (group.Lock)
        {
            if (!group.Members.TryGetValue(record.User, out Group.Member member))
                return [];
            lock (member.User.Lock)
                RemoveMember(member.User, group);
            RetireIfUnused(group);
            return GetConnections(group);
        }
    }

    // Returns false if the user object is retired. Call it under the group's lock.
    private bool TryApplyJoined(User user, Group group, Guid since)
    {
        lock (user.Lock)
        {
            if (user.Retired)
                return false;
            AddMember(user, group, since, IStore.PositionOfRead);
        }

        Interlocked.Increment(ref _memberships);
        while (!admission.Senders.Get(user.Id).TryAddMemberships(1))
        {
        }

        return true;
    }

    private static string[] GetNames(User user)
    {
        lock (user.Lock)
            return user.Groups?.ToArray() ?? [];
    }

    // Call it under the group's lock. Returns why a new group must not have this name. An existing group keeps its name.
    private GroupResult? FindNameFault(Group group)
    {
        if (group.IsNamed)
            return null;
        if (!NewName.IsUsable(group.Name))
            return GroupResult.UnusableName;
        if (!_names.TryAdd(group.Name))
            return GroupResult.LookalikeName;
        group.IsNamed = true;
        return null;
    }

    // Call it under the group's lock.
    private GroupOutcome Join(User user, Group group)
    {
        GroupOutcome outcome;
        if (group.Members.Count >= limits.Value.MaxMembersPerGroup)
            return new GroupOutcome(GroupResult.GroupFull);

        // The user can become retired meanwhile, if the connection ends and it was the last reason to keep the user.
        while (!TryJoin(users.Get(user.Id), group, out outcome))
        {
        }

        return outcome;
    }

    private bool TryJoin(User user, Group group, out GroupOutcome outcome)
    {
        lock (user.Lock)
        {
            outcome = default;
            if (user.Retired)
                return false;
            if (user.Groups?.Count >= limits.Value.MaxGroupsPerUser)
                outcome = new GroupOutcome(GroupResult.TooManyGroups);
            else if (!TryTakeMembership(user, out GroupResult refusal))
                outcome = new GroupOutcome(refusal);
            else
                outcome = AppendJoined(user, group);
            users.RetireIfUnused(user);
            return true;
        }
    }

    private bool TryTakeMembership(User user, out GroupResult refusal)
    {
        Sender sender;
        QuotaResult result;
        do
        {
            sender = admission.GetSender(user);
            result = sender.TryJoin(admission.SenderLimits);
        }
        while (result == QuotaResult.Retired);

        refusal = result == QuotaResult.AddressFull ? GroupResult.AddressFull : GroupResult.TooManyMemberships;
        if (result != QuotaResult.Free)
            return false;
        if (Interlocked.Increment(ref _memberships) <= limits.Value.MaxMemberships)
            return true;
        Interlocked.Decrement(ref _memberships);
        sender.AddMemberships(-1);
        return false;
    }

    private GroupOutcome AppendJoined(User user, Group group)
    {
        Guid since = ids.Next();
        long position;
        try
        {
            position = store.Append(new StoreRecord
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
            admission.GetSender(user).AddMemberships(-1);
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
        lock (group.Lock)
        {
            if (!group.Members.TryGetValue(id, out Group.Member member))
                return new GroupOutcome(GroupResult.NotAMember);

            user = member.User;
            lock (user.Lock)
            {
                long position = store.Append(new StoreRecord
                {
                    Kind = RecordKind.GroupLeft,
                    User = id,
                    Group = group.Name,
                });
                RemoveMember(user, group);
                outcome = new GroupOutcome(GroupResult.Done, group.Members.Count, position);
            }

            others = GetConnections(group);
            RetireIfUnused(group);
        }

        Announce(group, user, isMember: false, outcome, others);
        return outcome;
    }

    // Call it under the locks of the group and the user.
    private void AddMember(User user, Group group, Guid since, long position)
    {
        if (!group.IsNamed)
            _names.Add(group.Name);
        group.IsNamed = true;
        group.Add(new Group.Member(user, since, position));
        (user.Groups ??= []).Add(group.Name);
    }

    // Call it under the locks of the group and the user.
    private void RemoveMember(User user, Group group)
    {
        group.Remove(user.Id);
        user.Groups!.Remove(group.Name);
        Interlocked.Decrement(ref _memberships);
        admission.Senders.Get(user.Id).AddMemberships(-1);
        users.RetireIfUnused(user);
    }

    private void RetireIfUnused(Group group)
    {
        if (group.Members.Count > 0)
            return;
        group.Retired = true;
        if (group.IsNamed)
            _names.Remove(group.Name);
        _groups.TryRemove(new KeyValuePair<string, Group>(group.Name, group));
    }

    private static IUserConnection[] GetConnections(Group group)
        => [.. group.Members.Values.Select(member => member.User.Connection).OfType<IUserConnection>()];

    private static void Announce(Group group, User user, bool isMember, in GroupOutcome outcome, IUserConnection[] others)
    {
        if (outcome.Result != GroupResult.Done)
            return;
        foreach (IUserConnection other in others)
            other.OnMembership(group.Name, user.Id, isMember, outcome.Position);
    }
}
