using ChatServer.Protocol.Languages;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Admin;

/// <summary>Results and arguments as JSON.</summary>
internal static class AdminJson
{
    private const int MaxDepth = 8;

    /// <summary>Writes a result: one object.</summary>
    /// <param name="result">The result.</param>
    public static JObject Write(AdminResult result)
    {
        var json = new JObject { ["ok"] = result.Status == AdminStatus.Done };
        if (result.Status != AdminStatus.Done)
            json["error"] = GetName(result.Status);
        if (result.Message.Length > 0)
            json["message"] = result.Message;
        foreach (AdminField field in result.Fields)
            json[field.Name] = ToToken(field.Value);
        foreach (AdminTable table in result.Tables)
            json[table.Name] = new JArray(table.Rows.Select(row => ToObject(table, row)));
        return json;
    }

    /// <summary>Reads the arguments of a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="text">One object, or nothing.</param>
    /// <exception cref="AdminArgumentException">It is no such object, or a value has no meaning.</exception>
    public static AdminArguments ReadArguments(AdminVerbDescription verb, string text)
    {
        var arguments = new AdminArguments(verb);
        if (string.IsNullOrWhiteSpace(text))
            return arguments;
        foreach (JProperty property in ReadObject(text).Properties())
        {
            if (property.Value.Type != JTokenType.Null)
                arguments.Set(property.Name, ToText(property.Name, property.Value));
        }

        return arguments;
    }

    /// <summary>Reads one object.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static JObject ReadObject(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { MaxDepth = MaxDepth, DateParseHandling = DateParseHandling.None };
        try
        {
            JObject json = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            return reader.Read() ? throw new AdminArgumentException("The body is more than one JSON object.") : json;
        }
        catch (JsonException e)
        {
            throw new AdminArgumentException($"The body is no JSON object: {e.Message}", e);
        }
    }

    /// <summary>The name of a status, for programs.</summary>
    /// <param name="status">The status.</param>
    public static string GetName(AdminStatus status) => status switch
    {
        AdminStatus.Done => "done",
        AdminStatus.InvalidArguments => "invalid-arguments",
        AdminStatus.NotFound => "not-found",
        AdminStatus.Refused => "refused",
        AdminStatus.Unavailable => "unavailable",
        _ => "failed",
    };

    private static JObject ToObject(AdminTable table, object?[] row)
        => new(row.Select((value, column) => new JProperty(table.Columns[column].Name, ToToken(value))));

    private static JToken ToToken(object? value) => value switch
    {
        null => JValue.CreateNull(),
        DateTimeOffset time => Time.Show(time),
        TimeSpan time => (long)time.TotalSeconds,
        _ => JToken.FromObject(value),
    };

    private static string ToText(string name, JToken value) => value.Type switch
    {
        JTokenType.String => (string)value!,
        JTokenType.Integer => value.ToString(Formatting.None),
        JTokenType.Boolean => (bool)value ? bool.TrueString : bool.FalseString,

        // A content is lines, or the objects of these lines.
        JTokenType.Array => string.Join('\n', value.Select(item => item.Type == JTokenType.String ? (string)item! : item.ToString(Formatting.None))),
        _ => throw new AdminArgumentException($"'{name}' must be a string, a number, true, false or an array."),
    };
}
