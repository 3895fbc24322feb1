using System.Diagnostics.CodeAnalysis;

namespace ChatServer.Admin;

/// <summary>All verbs: every class of this assembly that is one.</summary>
internal static class AdminVerbs
{
    /// <summary>The verbs, sorted by name.</summary>
    public static IReadOnlyList<AdminVerb> All { get; } =
    [
        .. typeof(AdminVerbs).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(AdminVerb)) && !type.IsAbstract)
            .Select(type => (AdminVerb)Activator.CreateInstance(type)!)
            .OrderBy(verb => verb.Description.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds a verb.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="verb">The verb.</param>
    public static bool TryFind(string name, [NotNullWhen(true)] out AdminVerb? verb)
    {
        verb = All.FirstOrDefault(verb => verb.Description.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return verb != null;
    }

    /// <summary>Finds the verb that a line begins with.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="count">How many words its name has.</param>
    public static bool TryFind(IReadOnlyList<string> words, [NotNullWhen(true)] out AdminVerb? verb, out int count)
    {
        for (count = Math.Min(2, words.Count); count > 0; count--)
        {
            if (TryFind(string.Join(' ', words.Take(count)), out verb))
                return true;
        }

        verb = null;
        return false;
    }
}
