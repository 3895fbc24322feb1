using System.Globalization;
using System.Reflection;
using ChatServer.Core;
using ChatServer.Sessions;
using ChatServer.Tests.Architecture;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace ChatServer.Tests.Documents;

/// <summary>docs/operations.md explains every error line of the log, and no other.</summary>
public sealed class ErrorLineTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Sources.Root, "docs", "operations.md"));

    [Test]
    public void Every_error_line_of_the_log_has_a_cause_and_a_cure()
    {
        IEnumerable<int> errors = from assembly in new[] { typeof(ChatAppServer).Assembly, typeof(ChatService).Assembly }
                                  from type in assembly.GetTypes()
                                  from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                                  let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
                                  where attribute is { Level: LogLevel.Error or LogLevel.Critical }
                                  select attribute.EventId;
        string[] wanted = [.. errors.Order().Select(id => id.ToString(CultureInfo.InvariantCulture))];
        string[][] rows = [.. Lines.Select(line => line.Split(" | ")).Where(cells => cells.Length == 4 && cells[0] is ['|', ' ', >= '1' and <= '9', ..])];
        Assert.That(rows.Select(cells => cells[0][2..]), Is.EqualTo(wanted));
        Assert.That(rows.SelectMany(cells => cells.Skip(1)), Has.None.Matches<string>(string.IsNullOrWhiteSpace));
    }
}
