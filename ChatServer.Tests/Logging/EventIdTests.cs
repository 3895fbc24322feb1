using System.Reflection;
using ChatServer.Core;
using ChatServer.Postgres;
using ChatServer.Sessions;
using ChatServer.Tests.Architecture;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace ChatServer.Tests.Logging;

/// <summary>The event ids of the log are stable names: each has one meaning, and an area that the documents list.</summary>
public sealed class EventIdTests
{
    [Test]
    public void Each_event_id_belongs_to_one_line_of_the_log()
    {
        string[] shared = [.. Find().GroupBy(found => found.Attribute.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {same.Last().Method.Name}")];
        Assert.That(shared, Is.Empty);
    }

    [Test]
    public void Each_event_id_is_in_a_documented_area()
    {
        string text = File.ReadAllText(Path.Combine(Sources.Root, "docs", "configuration.md"));
        string[] areas = [.. Find().Select(found => $"| {found.Attribute.EventId / 100 * 100} |").Distinct()];
        Assert.That(areas, Is.Not.Empty);
        Assert.That(areas.Where(area => !text.Contains(area, StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Attribute)> Find()
        => from assembly in new[] { typeof(ChatAppServer).Assembly, typeof(ChatService).Assembly, typeof(PostgresChat).Assembly }
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute != null
           select (method, attribute);
}
