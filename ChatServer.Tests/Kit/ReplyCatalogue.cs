using System.Reflection;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using Newtonsoft.Json.Linq;

namespace ChatServer.Tests.Kit;

/// <summary>Every reply of the server, with sample values.</summary>
public static class ReplyCatalogue
{
    /// <summary>A message in samples.</summary>
    public static readonly Guid Id = Guid.Parse("01a1feb3-8f96-7000-802c-aa6741c1b055");

    private static CommandDescription Command => new Commands.Chat().Description;

    /// <summary>All replies by the name of their property.</summary>
    public static IReadOnlyDictionary<string, ReplyDefinition> ByProperty { get; } = typeof(Replies).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(property => property.Name, property => (ReplyDefinition)property.GetValue(null)!);

    /// <summary>All replies by their codes.</summary>
    public static IReadOnlyList<ReplyDefinition> All { get; } = [.. ByProperty.Values.OrderBy(definition => definition.Code)];

    /// <summary>A reply with values of the right types.</summary>
    /// <param name="definition">What it says.</param>
    /// <param name="number">Every number in it.</param>
    public static Reply Sample(ReplyDefinition definition, int number = 7)
        => definition is PlainReply plain
            ? plain
            : (Reply)definition.GetType().GetMethod("With")!.Invoke(definition, [.. definition.Fields.Select(field => Value(field.Type, number))])!;

    private static object Value(Type type, int number) => type switch
    {
        _ when type == typeof(long) => (long)number,
        _ when type == typeof(Guid) => Id,
        _ when type == typeof(IdList) => new IdList(["romeo", "juliet"], number),
        _ when type == typeof(PendingList) => new PendingList([new PendingMessage(Id, "romeo", "2026-11-21T15:22:22.998Z")], number),
        _ when type == typeof(GroupList) => new GroupList([new GroupInfo("verona", number)]),
        _ when type == typeof(TraceReport) => new TraceReport(new MessageTrace(Id, "romeo", "verona")
        {
            IsToGroup = true,
            Level = StoreLevel.Disk,
            Deliveries = number,
            LastDelivered = DateTimeOffset.UnixEpoch,
            Unconfirmed = number,
        }),
        _ when type == typeof(CommandUsage) => new CommandUsage(Command),
        _ when type == typeof(CommandHelp) => new CommandHelp(Command),
        _ when type == typeof(CommandList) => new CommandList(new CommandTable([Command])),
        _ when type == typeof(CommandSuggestion) => new CommandSuggestion("Chat"),
        _ when type == typeof(AdminOutput) => new AdminOutput("done", new JObject { ["ok"] = true }),
        _ when type == typeof(string) => "x",
        _ => throw new ArgumentException($"No sample of {type}.", nameof(type)),
    };
}
