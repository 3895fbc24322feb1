using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Client.Internal;

/// <summary>A line of the server.</summary>
internal sealed class ServerLine
{
    private const int MaxDepth = 16;

    // A value takes some 100 bytes of memory, and may have 2 in the line. The longest lists of the server have some hundreds.
    private const int MaxValues = 20_000;
    private const int MaxCharactersOfError = 1000;

    // The server has 32, and a mark for members of the tutorial's group.
    private const int MaxCharactersOfName = 128;

    // A day: what a program waits for.
    private const int MaxSeconds = 86_400;

    private readonly JObject _json;

    private ServerLine(JObject json)
    {
        _json = json;
        Code = Number("code");
        Tag = OptionalText("tag");
        IsMessage = Text("type") == "message";
    }

    /// <summary>Whether it is a message, not a reply.</summary>
    public bool IsMessage { get; }

    /// <summary>Code of the reply.</summary>
    public int Code { get; }

    /// <summary>Whether it refuses something.</summary>
    public bool IsError => Code >= 400;

    /// <summary>Tag of the request; <see langword="null"/> for a notification.</summary>
    public string? Tag { get; }

    /// <summary>Whether the connection ends with it.</summary>
    public bool IsLastWords => Code is (>= 450 and <= 459) or ServerCode.ShuttingDown;

    /// <summary>Its bytes.</summary>
    public int Length { get; private init; }

    /// <summary>Reads a line.</summary>
    /// <exception cref="LinkException">It is no JSON object, or one that would take much memory.</exception>
    public static ServerLine Parse(ReadOnlySpan<byte> line)
    {
        if (line.Count((byte)',') > MaxValues)
            throw new LinkException("The server sent a line of too many values.");
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(line)))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = MaxDepth,
            };
            return new ServerLine(JObject.Load(reader)) { Length = line.Length };
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

    /// <summary>The name of somebody or of a group; <see langword="null"/> if there is none.</summary>
    /// <exception cref="LinkException">It is longer than any name.</exception>
    public string? Name(string field)
        => OptionalText(field) is not { Length: > MaxCharactersOfName } name ? OptionalText(field) : throw new LinkException($"The server sent a name of {name.Length} characters.");

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
    public ChatException ToException() => new((ChatError)Code, Cut(Text("text")))
    {
        RetryAfter = Number("seconds") is > 0 and int seconds ? TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds)) : null,
    };

    private static string Cut(string text) => text.Length <= MaxCharactersOfError ? text : text[..MaxCharactersOfError] + " ...";
}
