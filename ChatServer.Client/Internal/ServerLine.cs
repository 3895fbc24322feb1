using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Client.Internal;

/// <summary>A line of the server.</summary>
internal sealed class ServerLine
{
    private const int MostDepth = 16;

    private readonly JObject _json;

    private ServerLine(JObject json)
    {
        _json = json;
        Code = Number("code");
        Tag = OptionalText("tag");
        IsMessage = Text("type") == "message";
    }

    /// <summary>Whether it is a message and no answer.</summary>
    public bool IsMessage { get; }

    /// <summary>Of an answer.</summary>
    public int Code { get; }

    /// <summary>Whether it refuses something.</summary>
    public bool IsError => Code >= 400;

    /// <summary>Of the request that is answered; <see langword="null"/> for news.</summary>
    public string? Tag { get; }

    /// <summary>Whether the connection ends with it.</summary>
    public bool IsLastWords => Code is (>= 450 and <= 459) or ServerCode.ShuttingDown;

    /// <summary>Reads a line.</summary>
    /// <exception cref="LinkException">It is no JSON object.</exception>
    public static ServerLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(line)))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = MostDepth,
            };
            return new ServerLine(JObject.Load(reader));
        }
        catch (JsonException e)
        {
            throw new LinkException("The server sent a line that is no JSON object.", e);
        }
    }

    /// <summary>A text; empty if there is none.</summary>
    public string Text(string field) => OptionalText(field) ?? string.Empty;

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string field) => _json[field] is JValue { Value: string text } ? text : null;

    /// <summary>A number; 0 if there is none.</summary>
    public int Number(string field) => _json[field] is JValue { Value: long number } ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : 0;

    /// <summary>Whether something holds.</summary>
    public bool Flag(string field) => _json[field] is JValue { Value: true };

    /// <summary>The id of a message.</summary>
    public Guid Id(string field = "id") => Guid.TryParseExact(Text(field), "D", out Guid id) ? id : Guid.Empty;

    /// <summary>A time.</summary>
    public DateTimeOffset Time(string field)
        => DateTimeOffset.TryParse(Text(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : default;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string field) => _json[field] is JArray list ? [.. list.Select(item => item is JValue { Value: string text } ? text : string.Empty)] : [];

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<ServerLine> Objects(string field) => _json[field] is JArray list ? [.. list.OfType<JObject>().Select(item => new ServerLine(item))] : [];

    /// <summary>An error as an exception.</summary>
    public ChatException ToException() => new((ChatError)Code, Text("text"))
    {
        RetryAfter = Number("seconds") is > 0 and int seconds ? TimeSpan.FromSeconds(seconds) : null,
    };
}
