using System.Globalization;
using Newtonsoft.Json.Linq;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>The fields of one line of an export. Each method throws an <see cref="AdminArgumentException"/> if a field is not what it should be.</summary>
/// <param name="line">The line.</param>
internal sealed class TransferFields(string line)
{
    private readonly JObject _json = AdminJson.ReadObject(line);
    private readonly HashSet<string> _read = [];

    /// <summary>A text that may be missing.</summary>
    /// <param name="name">The field.</param>
    public string? FindText(string name) => Find(name) switch
    {
        null => null,
        { Type: JTokenType.String } value => (string)value!,
        _ => throw new AdminArgumentException($"'{name}' must be a string"),
    };

    /// <summary>A text.</summary>
    /// <param name="name">The field.</param>
    public string GetText(string name) => FindText(name) ?? throw new AdminArgumentException($"'{name}' is missing");

    /// <summary>An id of a user or a name of a group.</summary>
    /// <param name="name">The field.</param>
    public string GetId(string name) => AdminArguments.ParseId(GetText(name));

    /// <summary>Ids of users: at least one, each once.</summary>
    /// <param name="name">The field.</param>
    public IReadOnlyList<string> GetIds(string name)
    {
        if (Find(name) is not JArray { Count: > 0 } array || array.Any(value => value.Type != JTokenType.String))
            throw new AdminArgumentException($"'{name}' must be an array of ids");
        string[] ids = [.. array.Select(value => AdminArguments.ParseId((string)value!))];
        return ids.Distinct(StringComparer.Ordinal).Count() == ids.Length ? ids : throw new AdminArgumentException($"'{name}' has an id twice");
    }

    /// <summary>A number.</summary>
    /// <param name="name">The field.</param>
    public long GetNumber(string name)
        => Find(name) is JValue { Value: long number } ? number : throw new AdminArgumentException($"'{name}' must be a number");

    /// <summary>Numbers that may be missing.</summary>
    /// <param name="name">The field.</param>
    public long[]? FindNumbers(string name)
        => Find(name) is not { } value ? null
            : value is JArray array && array.All(item => item is JValue { Value: long }) ? [.. array.Select(item => (long)item)]
            : throw new AdminArgumentException($"'{name}' must be an array of numbers");

    /// <summary>A flag; missing means <see langword="false"/>.</summary>
    /// <param name="name">The field.</param>
    public bool GetFlag(string name)
        => Find(name) is { } value && (value.Type == JTokenType.Boolean ? (bool)value : throw new AdminArgumentException($"'{name}' must be true or false"));

    /// <summary>A time that may be missing.</summary>
    /// <param name="name">The field.</param>
    public DateTimeOffset? FindTime(string name)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (FindText(name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) && time > DateTimeOffset.UnixEpoch
            ? time
            : throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no time such as 2027-01-31T12:00:00Z");
    }

    /// <summary>A time.</summary>
    /// <param name="name">The field.</param>
    public DateTimeOffset GetTime(string name) => FindTime(name) ?? throw new AdminArgumentException($"'{name}' is missing");

    /// <summary>Checks that there is no field without a meaning.</summary>
    public void CheckAllRead()
    {
        if (_json.Properties().FirstOrDefault(property => !_read.Contains(property.Name)) is { } unknown)
            throw new AdminArgumentException($"the field '{PrintableText.Line(unknown.Name)}' has no meaning here");
    }

    private JToken? Find(string name)
    {
        _read.Add(name);
        return _json[name] is { Type: not JTokenType.Null } value ? value : null;
    }
}
