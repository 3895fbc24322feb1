using System.Runtime.InteropServices;
using ChatServer.Core.Users.Unicode;

namespace ChatServer.Core.Users;

/// <summary>
/// Finds names that look like a given name, ignoring case, among very many names. Each name takes 24 to 48 bytes. Two names look alike if their
/// skeletons (UTS #39) are equal, before or after case folding. Thread-safe.
/// </summary>
public sealed class Lookalikes
{
    // Guards the table below; nothing is called while it is held. The table counts names by a keyed 64-bit hash of their skeletons. The key
    // prevents clients from causing collisions.
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _names = [];

    /// <summary>Whether the table has a name that looks like the given name.</summary>
    /// <param name="name">The name. It must not be in the table.</param>
    public bool Has(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            return _names.ContainsKey(first) || _names.ContainsKey(second);
    }

    /// <summary>Adds a name, unless the table has one that looks like it.</summary>
    /// <param name="name">The name. It must not be in the table.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
        {
            if (_names.ContainsKey(first) || _names.ContainsKey(second))
                return false;
            Change(first, second, 1);
            return true;
        }
    }

    /// <summary>Adds a name, even if the table has one that looks like it.</summary>
    /// <param name="name">The name. It must not be in the table.</param>
    public void Add(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            Change(first, second, 1);
    }

    /// <summary>Removes a name.</summary>
    /// <param name="name">The name. It must be in the table.</param>
    public void Remove(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            Change(first, second, -1);
    }

    /// <summary>Returns the two skeletons of a name: as written, and after case folding.</summary>
    internal static (string AsItIs, string Folded) Looks(string name) => (Fold(Confusables.Skeleton(name)), Fold(Confusables.Skeleton(Fold(name))));

    private static (ulong First, ulong Second) LooksOf(string name)
    {
        (string asItIs, string folded) = Looks(name);
        return (Hash(asItIs), Hash(folded));
    }

    // To upper case and back, so that letters with several lower-case forms (σ, ς) become one.
    private static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal);

    // The hash codes of strings use a random key per process.
    private static ulong Hash(string look) => ((ulong)(uint)look.GetHashCode(StringComparison.Ordinal) << 32) | (uint)(look + '/').GetHashCode(StringComparison.Ordinal);

    // Under the lock.
    private void Change(ulong first, ulong second, int by)
    {
        Change(first, by);
        if (second != first)
            Change(second, by);
    }

    private void Change(ulong look, int by)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, look, out _);
        count += by;
        if (count <= 0)
            _names.Remove(look);
    }
}
