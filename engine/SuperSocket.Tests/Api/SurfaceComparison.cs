using System.Reflection;

namespace SuperSocket.Tests.Api;

/// <summary>The facts that only the contract or only the product has. A fact is <c>Namespace.Type&lt;T&gt;: line</c>.</summary>
internal sealed class SurfaceComparison
{
    public List<string> Missing { get; } = [];

    public List<string> Additional { get; } = [];

    public static SurfaceComparison Make(string contractText, IReadOnlyCollection<Assembly> assemblies)
    {
        IReadOnlyList<TypeSurface> contract = ContractText.Read(contractText);
        var parameterNames = contract.ToDictionary(t => Key(t.Name), t => ContractText.TypeParameters(t.Name));
        var product = new ProductSurface(assemblies, new TypeNames(assemblies, parameterNames)).Read().ToDictionary(t => Key(t.Name));

        var result = new SurfaceComparison();
        foreach (TypeSurface expected in contract)
        {
            if (product.Remove(Key(expected.Name), out TypeSurface? actual))
                result.Compare(expected, actual);
            else
                result.Missing.Add(expected.Name + ": type");
        }

        // The members of a type that is an extension belong to it.
        result.Additional.AddRange(product.Values.Select(t => t.Name + ": type"));
        result.Missing.Sort(StringComparer.Ordinal);
        result.Additional.Sort(StringComparer.Ordinal);
        return result;
    }

    /// <summary>A missing fact with what the product has under the same name.</summary>
    public string Explain(string missing)
    {
        string[] similar = [.. Additional.Where(fact => Subject(fact) == Subject(missing))];
        return similar.Length == 0 ? missing : missing + Environment.NewLine + "      ours: " + string.Join(Environment.NewLine + "      ours: ", similar);
    }

    private static string Key(string name)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? name + "`0" : $"{name[..open]}`{ContractText.TypeParameters(name).Length}";
    }

    // The type and the last word before the parameters or accessors.
    private static string Subject(string fact)
    {
        int start = fact.IndexOf(": ", StringComparison.Ordinal);
        string line = fact[(start + 2)..];
        string[] words = line.Split(['(', '{', '[', '<', '='], 2)[0].Trim().Split(' ');
        return fact[..start] + "/" + (line.StartsWith("base ", StringComparison.Ordinal) || line.Contains(" class ", StringComparison.Ordinal) ? words[0] : words[^1]);
    }

    private void Compare(TypeSurface expected, TypeSurface actual)
    {
        string Fact(string line) => expected.Name + ": " + line;

        if (expected.Head != actual.Head)
        {
            Missing.Add(Fact(expected.Head));
            Additional.Add(Fact(actual.Head));
        }

        if (expected.Base != actual.Base)
        {
            Missing.Add(Fact("base " + expected.Base));
            Additional.Add(Fact("base " + actual.Base));
        }

        Missing.AddRange(expected.Interfaces.Except(actual.AllInterfaces).Select(i => Fact("interface " + i)));
        Additional.AddRange(actual.Interfaces.Except(expected.Interfaces).Select(i => Fact("interface " + i)));

        Missing.AddRange(expected.Members.Where(m => !actual.Members.Contains(m) && !actual.Inherited.Contains(m)).Select(Fact));
        Additional.AddRange(actual.Members.Where(m => !expected.Members.Contains(m) && !IsPlainOverride(m)).Select(Fact));
    }

    // An override that stays overridable shows callers and subclasses nothing new.
    private static bool IsPlainOverride(string member)
        => member.Contains(" override ", StringComparison.Ordinal) && !member.Contains(" sealed ", StringComparison.Ordinal);
}
