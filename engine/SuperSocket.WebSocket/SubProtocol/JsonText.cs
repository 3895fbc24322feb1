using System.Globalization;
using Newtonsoft.Json;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>
/// JSON of messages. Simple values, which are strings and value types, stand as their text. Newtonsoft.Json is loaded only when it is needed, so that an
/// application which never sends JSON, or has a serializer of its own, does not have to ship it.
/// </summary>
internal static class JsonText
{
    public static string Serialize(object target) => JsonConvert.SerializeObject(target);

    public static object? Deserialize(string json, Type type) => JsonConvert.DeserializeObject(json, type);

    /// <summary>Makes <c>NAME content</c> or <c>NAME-token content</c>.</summary>
    public static string GetMessage(Func<object, string> serialize, string name, string? token, object? content)
    {
        string text = content switch
        {
            null => "null",
            string value => value,
            IConvertible or Guid or TimeSpan or DateTimeOffset => string.Format(CultureInfo.CurrentCulture, "{0}", content),
            _ => serialize(content),
        };
        return string.IsNullOrEmpty(token) ? $"{name} {text}" : $"{name}-{token} {text}";
    }

    /// <summary>Makes an object of the body of a message.</summary>
    public static object? GetContent(Func<string, Type, object> deserialize, string body, Type type)
    {
        if (string.IsNullOrEmpty(body))
            return null;
        Type simple = Nullable.GetUnderlyingType(type) ?? type;
        if (simple == typeof(string))
            return body;
        if (simple.IsEnum)
            return Enum.Parse(simple, body, ignoreCase: true);
        if (simple == typeof(Guid))
            return Guid.Parse(body);
        if (simple == typeof(TimeSpan))
            return TimeSpan.Parse(body, CultureInfo.CurrentCulture);
        if (simple == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(body, CultureInfo.CurrentCulture);
        return simple.IsValueType && typeof(IConvertible).IsAssignableFrom(simple)
            ? Convert.ChangeType(body, simple, CultureInfo.CurrentCulture)
            : deserialize(body, type);
    }
}
