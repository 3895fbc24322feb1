using System.Globalization;
using System.Reflection;
using System.Text;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.WebSocket;

namespace SuperSocket.Tests.Api;

/// <summary>
/// The table of docs/api-1.6.md: every public type of 1.6, and whether it is the same here. With UPDATE_API_TABLE=1 in the environment the test writes it.
/// </summary>
public class TypeTableTests
{
    private const string Update = "UPDATE_API_TABLE";

    private static readonly string File = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "api-1.6.md"));

    private static readonly Assembly[] Assemblies =
    [
        typeof(BinaryUtil).Assembly, typeof(IAppServer).Assembly, typeof(BootstrapFactory).Assembly, typeof(MimeHeaderHelper).Assembly,
        typeof(WebSocketServer).Assembly,
    ];

    [Test]
    public void The_table_is_what_the_comparison_says()
    {
        string table = Make();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            System.IO.File.WriteAllText(File, table);
        Assert.That(System.IO.File.ReadAllText(File), Is.EqualTo(table), $"Run this test with {Update}=1.");
    }

    private static string Make()
    {
        using Stream stream = typeof(TypeTableTests).Assembly.GetManifestResourceStream(typeof(TypeTableTests), "Contract.txt")!;
        string contract = new StreamReader(stream).ReadToEnd();
        SurfaceComparison comparison = SurfaceComparison.Make(contract, Assemblies);
        string[] types = [.. ContractText.Read(contract).Select(type => type.Name).Order(StringComparer.Ordinal)];
        var text = new StringBuilder(
            """
            # The public types of SuperSocket 1.6

            A test makes this table from the comparison of the public surface with that of 1.6. *Same*: all members are there, and no others.
            *Widened*: all members are there, and further ones. *Differs*: a member is another one, and *missing*: the type is not there;
            `engine/SuperSocket.Tests/Api/Differences.txt` says why. The types of `SuperSocket.WebSocket` are in `SuperWebSocket` too.

            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, string> space in types.GroupBy(name => name[..Bare(name).LastIndexOf('.')]))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {space.Key}\n\n| Type | Here | Further members |\n|---|---|---|\n");
            foreach (string type in space)
            {
                string[] missing = Find(comparison.Missing, type), additional = Find(comparison.Additional, type);
                string state = missing.Contains("type") ? "missing" : missing.Length > 0 ? "differs" : additional.Length > 0 ? "widened" : "same";
                string further = state == "widened" ? string.Join(", ", additional.Select(Subject).Distinct().Select(name => $"`{name}`")) : string.Empty;
                text.Append(CultureInfo.InvariantCulture, $"| `{type[(space.Key.Length + 1)..]}` | {state} | {further} |\n");
            }
        }

        return text.ToString();
    }

    private static string Bare(string name) => name.Split('<')[0];

    private static string[] Find(IEnumerable<string> facts, string type)
        => [.. facts.Where(fact => fact.StartsWith(type + ": ", StringComparison.Ordinal)).Select(fact => fact[(type.Length + 2)..])];

    // The last word before the parameters or accessors.
    private static string Subject(string member)
    {
        if (member.StartsWith("interface ", StringComparison.Ordinal))
            return member["interface ".Length..];
        return member.Split(['(', '{', '='], 2)[0].Trim().Split(' ')[^1];
    }
}
