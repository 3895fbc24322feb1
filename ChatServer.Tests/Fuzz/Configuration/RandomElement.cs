using System.Security;

namespace ChatServer.Tests.Fuzz.Configuration;

/// <summary>An element with random attributes, of which it is known whether they are right.</summary>
internal sealed class RandomElement
{
    private static readonly string[] Unknown = ["colour", "Type", "maxMessage", "port2", "x", "_", "名"];

    // System.Configuration takes these for itself.
    private static readonly string[] Reserved = ["lockItem", "lockAttributes", "lockElements", "lockAllAttributesExcept", "lockAllElementsExcept", "xmlns", "configSource", "config"];

    private readonly string _name;
    private readonly List<(string Name, string Value)> _attributes = [];

    /// <summary>Makes an element.</summary>
    /// <param name="random">Says which.</param>
    /// <param name="name">Its name.</param>
    /// <param name="known">The attributes it has.</param>
    /// <param name="knowsAll">Whether unknown attributes are kept.</param>
    public RandomElement(Random random, string name, IReadOnlyDictionary<string, AttributeKind> known, bool knowsAll = false)
    {
        _name = name;
        string[] names = [.. known.Keys];
        for (int i = random.Next(5); i > 0; i--)
        {
            if (random.OneIn(12))
            {
                Add(random.Of<string>(Unknown), random.Text(5), isRight: knowsAll, isSure: true);
                HasUnknown = true;
            }
            else if (random.OneIn(60))
                Add(random.Of<string>(Reserved), random.Of("true", "*", "x", "", "false", "type"), isRight: true, isSure: false);
            else
                AddKnown(random, random.Of<string>(names), known);
        }
    }

    /// <summary>The values of attributes that are there.</summary>
    public Dictionary<string, object> Values { get; } = [];

    /// <summary>Whether it has an attribute that it should not have.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Whether each attribute is right.</summary>
    public bool IsRight { get; private set; } = true;

    /// <summary>Whether that is known.</summary>
    public bool IsSure { get; private set; } = true;

    /// <summary>Adds an attribute with a right value.</summary>
    public void Add(string name, string value) => Add(name, value, isRight: true, isSure: true);

    /// <summary>The element without its end.</summary>
    public string Begin() => $"<{_name}{string.Concat(_attributes.Select(a => $" {a.Name}=\"{Escape(a.Value)}\""))}";

    private static string Escape(string value)
        => string.Concat(SecurityElement.Escape(value)!.Select(c => c < ' ' ? $"&#{(int)c};" : c.ToString()));

    private void AddKnown(Random random, string name, IReadOnlyDictionary<string, AttributeKind> known)
    {
        AttributeKind kind = known[name];

        // Right ones more often than not, or no file would be right.
        string value = random.Of<string>(kind.Values);
        for (int i = 0; i < 3 && kind.Read(value) == null; i++)
            value = random.Of<string>(kind.Values);
        object? meaning = kind.Read(value);
        if (meaning != null)
            Values.TryAdd(name, meaning);
        Add(name, value, meaning != null, isSure: true);
    }

    private void Add(string name, string value, bool isRight, bool isSure)
    {
        // Twice the same is no XML. Neither are most control characters, but the platform's reader takes some of them.
        isRight &= _attributes.All(a => a.Name != name);
        isSure &= !value.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r')) && !value.AsSpan().ContainsAny("\uFFFE\uFFFF");
        _attributes.Add((name, value));
        IsRight &= isRight;
        IsSure &= isSure;
    }
}
