using Newtonsoft.Json;

namespace ChatServer.Protocol.Replies;

internal static class JsonTextWriterExtensions
{
    /// <summary>Writes a property of an open JSON object.</summary>
    public static void WriteProperty(this JsonTextWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}
