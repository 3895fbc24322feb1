using System.Text;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>The HTTP request that opens a WebSocket.</summary>
internal sealed class OpeningRequest
{
    private const string WebSocket = "websocket";

    private readonly Dictionary<string, (string Spelling, string Value)> _headers = new(StringComparer.OrdinalIgnoreCase);

    private OpeningRequest(string[] line) => (Method, Path, HttpVersion) = (line[0], line[1], line[2]);

    public string Method { get; }

    /// <summary>The target as the client sent it.</summary>
    public string Path { get; }

    public string HttpVersion { get; }

    /// <summary>The headers in the client's spelling.</summary>
    public IEnumerable<(string Name, string Value)> Headers => _headers.Values;

    /// <summary>Reads a request.</summary>
    /// <param name="head">The bytes up to the empty line.</param>
    /// <returns><see langword="null"/> if it is no HTTP request.</returns>
    public static OpeningRequest? TryRead(ReadOnlySpan<byte> head)
    {
        string[] lines = Encoding.UTF8.GetString(head).Split("\r\n");
        string[] words = lines[0].Split(' ');
        if (words.Length != 3 || words.Contains(string.Empty) || !words[2].StartsWith("HTTP/", StringComparison.Ordinal) || lines.Any(HasControl))
            return null;
        var request = new OpeningRequest(words);
        request.ReadHeaders(lines.AsSpan(1));
        return request;
    }

    /// <summary>The value of a header; empty if there is none.</summary>
    /// <param name="name">Its name in any case.</param>
    public string GetHeader(string name) => _headers.TryGetValue(name, out (string Spelling, string Value) header) ? header.Value : string.Empty;

    /// <summary>A name as it is usually written, such as <c>Sec-WebSocket-Key</c>.</summary>
    /// <param name="name">The name in any case.</param>
    public static string GetUsualName(string name)
        => string.Join('-', name.Split('-').Select(part => part.Equals(WebSocket, StringComparison.OrdinalIgnoreCase) ? "WebSocket" : Capitalize(part)));

    private static string Capitalize(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

    private static bool HasControl(string line) => line.Any(c => char.IsControl(c) && c != '\t');

    private void ReadHeaders(ReadOnlySpan<string> lines)
    {
        string? last = null;
        foreach (string line in lines)
        {
            if (line.StartsWith('\t'))
            {
                if (last != null)
                    _headers[last] = (_headers[last].Spelling, (_headers[last].Value + " " + line.Trim()).Trim());
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? string.Empty : line[..colon].Trim();
            string value = colon < 0 ? string.Empty : line[(colon + 1)..].Trim();
            last = name.Length > 0 && value.Length > 0 ? name : null;
            if (last == null)
                continue;
            bool isRepeated = _headers.TryGetValue(name, out (string Spelling, string Value) before);
            _headers[name] = isRepeated ? (before.Spelling, before.Value + ", " + value) : (name, value);
        }
    }
}
