namespace ChatServer.Benchmarks.Workloads;

/// <summary>
/// A group of some of many people. Nobody enters or leaves while a message to it is under way, and the other way round, so that it is known who must get which message.
/// </summary>
/// <param name="name">Its name.</param>
internal sealed class MixedGroup(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Numbers of the members.</summary>
    public HashSet<int> Members { get; } = [];

    /// <summary>Messages that the server may not have handled yet.</summary>
    public int SaysUnderWay { get; set; }

    /// <summary>Whether somebody is about to enter or leave.</summary>
    public bool IsChanging { get; set; }

    /// <summary>Somebody has entered or left.</summary>
    public void Toggle(int member)
    {
        IsChanging = false;
        if (!Members.Remove(member))
            Members.Add(member);
    }
}
