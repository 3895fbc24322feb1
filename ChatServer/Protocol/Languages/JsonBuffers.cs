using System.Buffers;
using Newtonsoft.Json;

namespace ChatServer.Protocol.Languages;

/// <summary>Buffers for readers and writers of JSON, from the shared pool. Thread-safe.</summary>
internal sealed class JsonBuffers : IArrayPool<char>
{
    private JsonBuffers()
    {
    }

    /// <summary>The instance.</summary>
    public static JsonBuffers Shared { get; } = new();

    /// <inheritdoc/>
    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    /// <inheritdoc/>
    public void Return(char[]? array)
    {
        if (array != null)
            ArrayPool<char>.Shared.Return(array);
    }
}
