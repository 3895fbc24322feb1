using System.Text;

namespace SuperSocket.WebSocket;

/// <summary>Makes text of binary messages that nobody subscribed to, for the commands of the sub-protocol.</summary>
public interface IBinaryDataConverter
{
    /// <summary>Makes text of bytes.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    string ToString(byte[] data, int offset, int length);
}

/// <summary>Decodes binary messages with an encoding.</summary>
public class TextEncodingBinaryDataConverter : IBinaryDataConverter
{
    /// <summary>Makes a converter.</summary>
    /// <param name="encoding">The encoding.</param>
    public TextEncodingBinaryDataConverter(Encoding encoding) => Encoding = encoding;

    /// <summary>The encoding.</summary>
    public Encoding Encoding { get; }

    /// <inheritdoc/>
    public string ToString(byte[] data, int offset, int length) => Encoding.GetString(data, offset, length);
}
