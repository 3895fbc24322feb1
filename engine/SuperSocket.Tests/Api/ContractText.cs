using System.Text.RegularExpressions;

namespace SuperSocket.Tests.Api;

/// <summary>
/// The contract's signatures, read from Contract.txt. A line that is not indented starts a namespace or a type; an indented line is a
/// member. <c>implements I</c> stands for the members of the interface I with the words before it in front, <c>settable</c> among them
/// for setters. A class without constructors has that of the language unless it says <c>no constructor</c>.
/// </summary>
internal static partial class ContractText
{
    private const string Implements = "implements ";

    public static IReadOnlyList<TypeSurface> Read(string text)
    {
        var types = new List<TypeSurface>();
        string space = "";
        string? declaration = null;
        var members = new List<string>();

        foreach (string raw in text.Split('\n'))
        {
            string line = raw.TrimEnd();
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (char.IsWhiteSpace(line[0]))
            {
                members.Add(line.Trim());
                continue;
            }

            Finish();
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
                space = line["namespace ".Length..];
            else
                declaration = line;
        }

        Finish();
        return types;

        void Finish()
        {
            if (declaration != null)
                types.Add(Type(space, declaration, members.SelectMany(m => Expand(m, types))));
            declaration = null;
            members.Clear();
        }
    }

    /// <summary>One spelling: no blanks after commas, constraints in order, numbered type parameters of methods.</summary>
    public static string Canonical(string line)
    {
        line = Spaces().Replace(line.Trim(), " ");
        line = line.Replace(", ", ",", StringComparison.Ordinal);
        string[] parts = line.Split(" where ");
        line = parts[0] + string.Concat(parts.Skip(1).Select(Constraint).Order(StringComparer.Ordinal).Select(c => " where " + c));
        return NumberTypeParameters(line);
    }

    /// <summary>The names of the type parameters of a declared name.</summary>
    public static string[] TypeParameters(string declaredName)
    {
        int open = declaredName.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? [] : declaredName[(open + 1)..^1].Split(',');
    }

    /// <summary>Splits at the commas that are not inside angle brackets.</summary>
    private static IEnumerable<string> SplitList(string list)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] != ',' || depth > 0)
                continue;
            yield return list[start..i].Trim();
            start = i + 1;
        }

        yield return list[start..].Trim();
    }

    private static string Constraint(string constraint)
    {
        string[] sides = constraint.Split(" : ");
        IEnumerable<string> items = SplitList(sides[1])
            .OrderBy(item => item switch { "class" or "struct" => 0, "new()" => 2, _ => 1 }).ThenBy(item => item, StringComparer.Ordinal);
        return sides[0] + " : " + string.Join(",", items);
    }

    private static string NumberTypeParameters(string line)
    {
        Match generic = MethodTypeParameters().Match(line);
        if (!generic.Success || line.Contains(" delegate ", StringComparison.Ordinal))
            return line;
        string[] names = generic.Groups[1].Value.Split(',');
        for (int i = 0; i < names.Length; i++)
            line = Regex.Replace(line, $@"\b{names[i]}\b", "T" + (i + 1));
        return line;
    }

    private static IEnumerable<string> Expand(string member, List<TypeSurface> known)
    {
        int mark = member.IndexOf(Implements, StringComparison.Ordinal);
        if (mark < 0)
            return [member];

        string prefix = member[..mark];
        string name = member[(mark + Implements.Length)..];
        TypeSurface source = known.Find(t => t.Name.EndsWith("." + name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException("Contract.txt: the interface is not declared before: " + member);
        bool settable = prefix.Contains("settable ", StringComparison.Ordinal);
        prefix = prefix.Replace("settable ", "", StringComparison.Ordinal);
        return source.Members.Select(m => prefix + (settable ? m.Replace("{ get; }", "{ get; set; }", StringComparison.Ordinal) : m));
    }

    private static TypeSurface Type(string space, string declaration, IEnumerable<string> members)
    {
        Match parts = Declaration().Match(Canonical(declaration));
        if (!parts.Success)
            throw new InvalidOperationException("Contract.txt: cannot read " + declaration);

        string kind = parts.Groups["kind"].Value;
        string name = parts.Groups["name"].Value;
        string head = parts.Groups["start"].Value + name + parts.Groups["parameters"].Value;
        string[] bases = parts.Groups["bases"].Success ? [.. SplitList(parts.Groups["bases"].Value)] : [];
        if (kind == "enum")
            head += " : " + bases.SingleOrDefault("int");
        head += parts.Groups["constraints"].Value;

        HashSet<string> lines = [.. members.Select(Canonical)];
        bool hasNone = lines.Remove("no constructor");
        bool isClass = kind.EndsWith("class", StringComparison.Ordinal);
        string bare = name.Split('<')[0];
        if (isClass && kind != "static class" && !hasNone && !lines.Any(l => Regex.IsMatch(l, $@"^[\w ]+ {bare}\(")))
            lines.Add((kind == "abstract class" ? "protected " : "public ") + bare + "()");
        string[] interfaces = kind == "enum" ? [] : [.. bases.Where(IsInterface)];
        string baseClass = isClass ? bases.FirstOrDefault(b => !IsInterface(b), "object") : "";
        return new TypeSurface($"{space}.{name}", head, baseClass, interfaces.ToHashSet(), lines);
    }

    private static bool IsInterface(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" \w+<([\w,]+)>\(")]
    private static partial Regex MethodTypeParameters();

    [GeneratedRegex(@"^(?<start>(\[.+\] )?public (?<kind>(static |abstract |sealed )?class|interface|enum|struct|delegate \S+) )(?<name>\w+(<[\w,]+>)?)(?<parameters>\(.*?\))?( : (?<bases>.+?))?(?<constraints>( where .+)?)$")]
    private static partial Regex Declaration();
}
