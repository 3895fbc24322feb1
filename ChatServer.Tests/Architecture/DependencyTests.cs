using System.Reflection;
using ChatServer.Core;
using ChatServer.Postgres;
using ChatServer.Sessions;
using NUnit.Framework;

namespace ChatServer.Tests.Architecture;

/// <summary>Dependencies point in one direction, as docs/architecture.md says: between projects, and between the folders of each.</summary>
public sealed class DependencyTests
{
    // Each folder, with those inside of it, may use those further down.
    private static readonly string[] FoldersOfCore =
    [
        "",
        "Transfer",
        "Accounts",
        "Bans",
        "Groups",
        "Logins",
        "Delivery",
        "Users",
        "Messages",
        "Storage.Journal",
        "Storage.Disk",
        "Storage",
        "Limits",
        "Settings",
    ];

    private static readonly string[] FoldersOfChatServer =
    [
        "Hosting",
        "Admin.Http",
        "Web",
        "Udp",
        "Commands",
        "Admin",
        "Sessions",
        "Telemetry",
        "Configuration",
        "Protocol.Replies",
        "Protocol.Requests",
        "Protocol.Commands",
        "Protocol.Languages",
        "Logging",
        "",
    ];

    // What goes upwards, with the reason.
    private static readonly Dictionary<(string From, string To), string> Exceptions = new()
    {
    };

    [Test]
    public void The_domain_uses_nothing_but_the_framework()
    {
        string[] allowed = ["Microsoft.Extensions.Identity.Core", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"];
        IEnumerable<string> used = typeof(ChatService).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !allowed.Contains(name));
        Assert.That(used, Is.Empty);
        Assert.That(
            typeof(ChatService).Assembly.GetReferencedAssemblies().Select(name => name.Name),
            Has.None.EqualTo("System.Net.Sockets").And.None.Contains("Configuration"));
    }

    [Test]
    public void The_store_in_a_database_uses_nothing_but_the_domain_and_its_driver()
    {
        IEnumerable<string> used = typeof(PostgresChat).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.That(used, Is.EquivalentTo(["ChatServer.Core", "Npgsql", "Microsoft.Extensions.Logging.Abstractions"]));
    }

    [Test]
    public void Folders_of_the_domain_use_those_below_only()
        => Assert.That(FindUpward(typeof(ChatService).Assembly, "ChatServer.Core", FoldersOfCore), Is.Empty);

    [Test]
    public void Folders_of_the_program_use_those_below_only()
        => Assert.That(FindUpward(typeof(ChatAppServer).Assembly, "ChatServer", FoldersOfChatServer), Is.Empty);

    private static SortedSet<string> FindUpward(Assembly assembly, string root, string[] folders)
    {
        var upward = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in assembly.GetTypes().Where(type => GetFolder(type, root) != null))
        {
            foreach (Type used in TypeUse.Find(type).Where(used => used.Assembly == assembly && GetFolder(used, root) != null))
            {
                (string from, string to) = (GetFolder(type, root)!, GetFolder(used, root)!);
                if (!Exceptions.ContainsKey((from, to)) && GetLayer(to, folders) < GetLayer(from, folders))
                    upward.Add($"{from} uses {to}: {GetName(type)} uses {GetName(used)}");
            }
        }

        return upward;
    }

    private static int GetLayer(string folder, string[] folders)
    {
        int layer = Array.FindIndex(folders, known => folder == known || (known.Length > 0 && folder.StartsWith(known + ".", StringComparison.Ordinal)));
        Assert.That(layer, Is.Not.Negative, $"The folder {folder} has no place in the order of folders.");
        return layer;
    }

    private static string? GetFolder(Type type, string root)
        => type.Namespace == root ? "" : type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true ? type.Namespace[(root.Length + 1)..] : null;

    private static string GetName(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Name;
    }
}
