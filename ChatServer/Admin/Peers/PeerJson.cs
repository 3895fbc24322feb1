using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Admin.Peers;

/// <summary>
/// What servers with one store ask and answer each other for administrators, as JSON. Servers of different versions understand each other: what one does not
/// know, it omits.
/// </summary>
internal static class PeerJson
{
    private const string TimeKey = "time";
    private const string SpanKey = "seconds";

    /// <summary>Writes a question.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="verb">Name of the verb.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string WriteQuestion(AdminCaller caller, string verb, IReadOnlyDictionary<string, string> arguments)
    {
        var json = new JObject { ["who"] = caller.Name, ["verb"] = verb, ["from"] = caller.From, ["arguments"] = JObject.FromObject(arguments) };
        return json.ToString(Formatting.None);
    }

    /// <summary>Reads a question.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static (AdminCaller Caller, string Verb, IReadOnlyDictionary<string, string> Arguments) ReadQuestion(string text)
    {
        JObject json = AdminJson.ReadObject(text);
        if ((string?)json["who"] is not { } who || (string?)json["verb"] is not { } verb || (string?)json["from"] is not { } from)
            throw new AdminArgumentException("The question of another server cannot be read.");
        IEnumerable<JProperty> arguments = (json["arguments"] as JObject)?.Properties() ?? [];
        return (
            new AdminCaller(who, AdminDoor.Server, from),
            verb,
            arguments.ToDictionary(argument => argument.Name, argument => argument.Value.ToString(), StringComparer.Ordinal));
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="result">The result.</param>
    public static string WriteAnswer(AdminResult result)
    {
        var json = new JObject
        {
            ["status"] = result.Status.ToString(),
            ["message"] = result.Message,
            ["fields"] = new JObject(result.Fields.Select(field => new JProperty(field.Name, ToToken(field.Value)))),
            ["tables"] = new JObject(result.Tables.Select(table => new JProperty(table.Name, new JArray(table.Rows.Select(row => ToObject(table, row)))))),
        };
        return json.ToString(Formatting.None);
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="own">The result of this server: it has the labels.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static AdminResult ReadAnswer(string text, AdminResult own)
    {
        JObject json = AdminJson.ReadObject(text);
        if (!Enum.TryParse((string?)json["status"], out AdminStatus status))
            throw new AdminArgumentException("The answer of another server cannot be read.");
        return new AdminResult(status, (string?)json["message"] ?? string.Empty)
        {
            Fields = [.. ((json["fields"] as JObject)?.Properties() ?? []).Select(field => new AdminField(field.Name, ToValue(field.Value)))],
            Tables = [.. own.Tables.Select(table => table with { Rows = [.. GetRows(json["tables"]?[table.Name], table)] })],
        };
    }

    private static JObject ToObject(AdminTable table, object?[] row)
        => new(table.Columns.Select((column, i) => new JProperty(column.Name, ToToken(row[i]))));

    private static IEnumerable<object?[]> GetRows(JToken? rows, AdminTable table)
        => (rows as JArray ?? []).OfType<JObject>().Select(row => table.Columns.Select(column => ToValue(row[column.Name])).ToArray());

    private static JToken ToToken(object? value) => value switch
    {
        null => JValue.CreateNull(),
        DateTimeOffset time => new JObject { [TimeKey] = time.ToUnixTimeMilliseconds() },
        TimeSpan span => new JObject { [SpanKey] = span.TotalSeconds },
        _ => JToken.FromObject(value),
    };

    private static object? ToValue(JToken? token) => token switch
    {
        JObject { Count: 1 } value when value[TimeKey] is JValue { Value: long time } => DateTimeOffset.FromUnixTimeMilliseconds(time),
        JObject { Count: 1 } value when value[SpanKey] is JValue { Value: double seconds } => TimeSpan.FromSeconds(seconds),
        JValue value => value.Value,
        _ => null,
    };
}
