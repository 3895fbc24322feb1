using System.Runtime.InteropServices;
using ChatServer.Core.Users.Unicode;

namespace ChatServer.Core.Users;

/// <summary>
/// Finds names that look like a given one, without regard to case, among very many: each costs 24 to 48 bytes. Two names look alike if their
/// skeletons (UTS #39) do, before or after their case is folded. Thread-safe.
/// </summary>
public sealed class Lookalikes
{
    // Guards what follows; nothing is called under it. How many names have a look, by a keyed hash of 64 bits: nobody outside can make two looks meet.
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _names = [];

    /// <summary>Whether there is a name that looks like another one.</summary>
    /// <param name="name">The other one, which is not there itself.</param>
    public bool Has(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            return _names.ContainsKey(first) || _names.ContainsKey(second);
    }

    /// <summary>Adds a name unless there is one that looks like it.</summary>
    /// <param name="name">A name that is not there.</param>
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

    /// <summary>Adds a name, whatever looks like it.</summary>
    /// <param name="name">A name that is not there.</param>
    public void Add(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            Change(first, second, 1);
    }

    /// <summary>Removes a name.</summary>
    /// <param name="name">A name that is there.</param>
    public void Remove(string name)
    {
        (ulong first, ulong second) = LooksOf(name);
        lock (_lock)
            Change(first, second, -1);
    }

    /// <summary>What a name looks like: as it is, and when its case does not count.</summary>
    internal static (string AsItIs, string Folded) Looks(string name) => (Fold(Confusables.Skeleton(name)), Fold(Confusables.Skeleton(Fold(name))));

    private static (ulong First, ulong Second) LooksOf(string name)
    {
        (string asItIs, string folded) = Looks(name);
        return (Hash(asItIs), Hash(folded));
    }

    // Up and down again, so that letters with several lower-case forms (σ, ς) become one.
    private static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal);

    // Hash codes of strings are keyed by a random number of the process.
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
