namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>What the users of a run share. Thread-safe.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="users">Number of users.</param>
internal sealed class ClusterState(ClusterNode[] nodes, int users)
{
    private readonly int[] _checked = new int[users];
    private volatile int _check = 1;
    private volatile bool _isEnding;

    /// <summary>Whether users must leave and not come back.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>Number of the check: each user is to log in once more in each.</summary>
    public int Check => _check;

    /// <summary>Whether each user has logged in and got everything since the check began.</summary>
    public bool IsComplete => Waiting.Length == 0;

    /// <summary>The users who have not.</summary>
    public int[] Waiting
    {
        get
        {
            lock (_checked)
                return [.. Enumerable.Range(0, users).Where(user => _checked[user] < _check)];
        }
    }

    /// <summary>Begins the next check.</summary>
    public void StartCheck() => _check++;

    /// <summary>Lets the users leave.</summary>
    public void End() => _isEnding = true;

    /// <summary>A user has logged in and got everything.</summary>
    /// <param name="user">The user.</param>
    /// <param name="check">The check that had begun before the login.</param>
    public void OnChecked(int user, int check)
    {
        lock (_checked)
            _checked[user] = Math.Max(_checked[user], check);
    }

    /// <summary>A node for a visit.</summary>
    /// <param name="random">Chooses it.</param>
    public NodeAddress Choose(Random random) => nodes[random.Next(nodes.Length)].Address!;
}
