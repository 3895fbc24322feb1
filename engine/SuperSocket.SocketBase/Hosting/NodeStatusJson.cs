using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SuperSocket.SocketBase;

/// <summary>The JSON form of <see cref="NodeStatus"/>: each value is an object with one member, whose name is the value's type.</summary>
internal static class NodeStatusJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // The types that come back as they were. Another one is written as text, and comes back as that.
    private static readonly Dictionary<string, Type> Types =
        new[]
        {
            typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(uint), typeof(ulong), typeof(float), typeof(double),
            typeof(decimal), typeof(string), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid),
        }
        .ToDictionary(type => type.Name);

    public static string Write(NodeStatus status) => new JsonObject
    {
        ["bootstrap"] = status.BootstrapStatus == null ? null : Write(status.BootstrapStatus),
        ["instances"] = new JsonArray([.. (status.InstancesStatus ?? []).Select(Write)]),
    }.ToJsonString(Indented);

    /// <exception cref="FormatException">The text is something else.</exception>
    public static NodeStatus Read(string json)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json)!;
            return new NodeStatus
            {
                BootstrapStatus = root["bootstrap"] is { } bootstrap ? ReadCollection(bootstrap) : null!,
                InstancesStatus = [.. root["instances"]!.AsArray().Select(instance => ReadCollection(instance!))],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            throw new FormatException($"This is no saved status: {e.Message}", e);
        }
    }

    private static JsonObject Write(StatusInfoCollection collection) => new()
    {
        ["name"] = collection.Name,
        ["tag"] = collection.Tag,
        ["collectedTime"] = collection.CollectedTime,
        ["values"] = new JsonObject(collection.Values.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Write(pair.Value)))),
    };

    private static JsonObject? Write(object? value)
    {
        // JSON has no form for these; as text they are at least seen.
        if (value is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
            value = Convert.ToString(value, CultureInfo.InvariantCulture);
        if (value == null)
            return null;
        if (Types.GetValueOrDefault(value.GetType().Name) != value.GetType())
            value = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        return new JsonObject { [value.GetType().Name] = JsonSerializer.SerializeToNode(value, value.GetType()) };
    }

    private static StatusInfoCollection ReadCollection(JsonNode node)
    {
        var collection = new StatusInfoCollection
        {
            Name = (string)node["name"]!,
            Tag = (string)node["tag"]!,
            CollectedTime = (DateTime)node["collectedTime"]!,
        };
        foreach ((string key, JsonNode? value) in node["values"]!.AsObject())
            collection[key] = value == null ? null : ReadValue(value.AsObject().Single());
        return collection;
    }

    private static object? ReadValue(KeyValuePair<string, JsonNode?> typed) => typed.Value.Deserialize(Types[typed.Key]);
}
