using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// Commands as JSON objects: <c>cmd</c> is the name, the parameters have names of their own. <c>tag</c> comes back in the answers,
/// <c>ref</c> is the sender's name for a message. Commands that do not describe themselves have their parameters in the array <c>args</c>.
/// </summary>
public static class JsonRequests
{
    /// <summary>Longest tag and longest reference, in UTF-16 code units.</summary>
    public const int MaxNameLength = 64;

    // Objects of ours are flat; args is an array.
    private const int Depth = 2;

    private const string WayBack = "Format text";
    private const string Command = "cmd";
    private const string Arguments = "args";
    private const string Tag = "tag";
    private const string Reference = "ref";

    private static readonly JsonLoadSettings Settings = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <summary>Reads a line.</summary>
    /// <param name="line">The text without its line end.</param>
    /// <param name="commands">The commands of the server.</param>
    /// <returns>The request; one with <see cref="LineFault.InvalidJson"/> if it is none; an empty one for a blank line.</returns>
    public static ChatRequest Parse(string line, CommandTable commands)
    {
        // A person who tried it out must find the way back.
        if (string.IsNullOrWhiteSpace(line) || line.Trim().Equals(WayBack, StringComparison.OrdinalIgnoreCase))
            return new ChatRequest(line);
        if (!TryRead(line, out JObject? json, out string why))
            return new ChatRequest(why, tag: null);
        if (!TryTakeName(json, Tag, out string? tag))
            return new ChatRequest($"'{Tag}' must be a string of 1 to {MaxNameLength} characters", tag: null);
        if (!TryTakeName(json, Reference, out string? reference))
            return new ChatRequest($"'{Reference}' must be a string of 1 to {MaxNameLength} characters", tag);
        if (json[Command] is not JValue { Value: string { Length: > 0 } command })
            return new ChatRequest($"'{Command}' must be the name of a command", tag, reference);

        json.Remove(Command);
        return TryTakeParameters(json, command, commands, out string[] parameters, out why)
            ? new ChatRequest(command, parameters) { Tag = tag, Reference = reference }
            : new ChatRequest(why, tag, reference);
    }

    private static bool TryRead(string line, [NotNullWhen(true)] out JObject? json, out string why)
    {
        json = null;
        why = $"a line must be one JSON object; {WayBack} goes back to words";
        if (line.AsSpan().TrimStart() is not ['{', ..])
            return false;
        try
        {
            using var reader = new JsonTextReader(new StringReader(line))
            {
                ArrayPool = JsonBuffers.Shared,
                MaxDepth = Depth,
                DateParseHandling = DateParseHandling.None,
            };
            if (!reader.Read() || reader.TokenType != JsonToken.StartObject)
                return false;
            json = JObject.Load(reader, Settings);
            return !reader.Read();
        }
        catch (JsonException e)
        {
            why = e.Message;
            return false;
        }
    }

    private static bool TryTakeName(JObject json, string name, out string? value)
    {
        value = null;
        if (!json.TryGetValue(name, StringComparison.Ordinal, out JToken? token))
            return true;
        json.Remove(name);
        value = (token as JValue)?.Value as string;
        return value is { Length: > 0 and <= MaxNameLength } && IsText(value);
    }

    // Half a surrogate pair becomes the replacement character, which many different names would share.
    private static bool IsText(string value) => !value.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static bool TryTakeParameters(JObject json, string command, CommandTable commands, out string[] parameters, out string why)
    {
        why = string.Empty;
        parameters = [];
        if (!commands.TryFind(command, out CommandDescription? description))
            return TryTakeArguments(json, out parameters, out why);

        var values = new List<string>();
        foreach (CommandParameter parameter in description.JsonParameters)
        {
            string name = parameter.Name;
            if (!json.TryGetValue(name, StringComparison.Ordinal, out JToken? token))
            {
                if (parameter.Default != null)
                    values.Add(parameter.Default);
                break;
            }

            if (!TryTakeValues(token, parameter.IsList, values))
            {
                why = parameter.IsList ? $"'{name}' must be an array of strings" : $"'{name}' must be a string";
                return false;
            }

            json.Remove(name);
        }

        if (json.Count > 0)
        {
            why = $"'{((JProperty)json.First!).Name}' is not known here";
            return false;
        }

        parameters = [.. values];
        return true;
    }

    private static bool TryTakeArguments(JObject json, out string[] arguments, out string why)
    {
        arguments = [];
        why = $"'{Arguments}' must be an array of strings, and nothing else is known here";
        if (json.Count == 0)
            return true;
        var values = new List<string>();
        if (json.Count > 1 || json[Arguments] is not { } token || !TryTakeValues(token, isArray: true, values))
            return false;
        arguments = [.. values];
        return true;
    }

    private static bool TryTakeValues(JToken token, bool isArray, List<string> values)
    {
        IEnumerable<JToken> tokens = isArray ? token as JArray ?? [] : [token];
        values.AddRange(tokens.Select(item => (item as JValue)?.Value).OfType<string>());
        return isArray == token is JArray && tokens.All(item => item is JValue { Value: string });
    }
}
