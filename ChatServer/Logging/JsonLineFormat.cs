using System.Globalization;
using Newtonsoft.Json;
using SuperSocket.SocketBase;

namespace ChatServer.Logging;

/// <summary>An object of JSON. The names of what every line has are in lower case, those of its own values begin with a capital letter.</summary>
internal sealed class JsonLineFormat : ILineFormat
{
    private const string Template = "{OriginalFormat}";

    /// <inheritdoc/>
    public string Format(in LogRecord record)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new JsonTextWriter(text);
        json.WriteStartObject();
        Write(json, "time", record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Write(json, "level", LogLevels.NameOf(record.Level));
        Write(json, "log", record.Category);
        Write(json, "id", record.Event.Id);
        if (record.Event.Name != null)
            Write(json, "event", record.Event.Name);
        Write(json, "message", record.Message);
        foreach ((string name, object? value) in record.Properties)
        {
            if (name != Template)
                Write(json, name, value);
        }

        if (record.Exception != null)
            Write(json, "exception", record.Exception.ToString());
        json.WriteEndObject();
        return text.ToString();
    }

    private static void Write(JsonTextWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        if (value is null or bool or byte or short or int or long or float or double or decimal)
            json.WriteValue(value);
        else
            json.WriteValue(PrintableText.Lines(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty));
    }
}
