using System.Runtime.CompilerServices;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// The names of commands that came lately, so that a line does not need a string of its own for one. Thread-safe: of two threads that remember
/// something at the same moment one is forgotten, which costs a string.
/// </summary>
public sealed class RecentKeys
{
    private const int MaxKey = 15;

    // By length: hardly two commands have the same.
    private readonly string?[] _keys = new string?[MaxKey + 1];

    /// <summary>The string of a name.</summary>
    /// <param name="key">The name as a client wrote it.</param>
    /// <returns>A string of exactly these characters.</returns>
    // Not inlined: a call passes the name in registers; the compiler would copy it in memory instead, and wait for the copy.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public string Of(ReadOnlySpan<char> key)
    {
        if (key.Length > MaxKey)
            return key.ToString();
        ref string? recent = ref _keys[key.Length];
        string? found = Volatile.Read(ref recent);
        if (found == null || !key.SequenceEqual(found))
            Volatile.Write(ref recent, found = key.ToString());
        return found;
    }
}
