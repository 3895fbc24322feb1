using System.Text;
using ChatServer.Terminal.Screens;

namespace ChatServer.Terminal.Plays.Script;

/// <summary>Reads the plays of a file: the file is one, or, if it is Markdown, each of its blocks that begins with <c>```chat</c>.</summary>
internal static class PlayFile
{
    /// <summary>A longer file is not read, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const string Fence = "```";

    /// <summary>Reads the plays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="known">Variables that have a value before the play begins.</param>
    /// <exception cref="PlayException">It is no play.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<Play> Read(string path, IEnumerable<string> known)
    {
        // A pipe does not know how long it is.
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[MostBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MostBytes)
            throw new PlayException(SafeText.Of(path), 1, $"the file is longer than {MostBytes} bytes");
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return Read(path, reader.ReadToEnd(), known);
        }
        catch (DecoderFallbackException)
        {
            throw new PlayException(SafeText.Of(path), 1, "the file is not UTF-8; bytes that are no text are written \\xNN");
        }
    }

    /// <summary>Reads the plays of a text.</summary>
    /// <param name="path">Where it comes from; one whose name ends with <c>.md</c> is Markdown.</param>
    /// <param name="text">The text.</param>
    /// <param name="known">Variables that have a value before the play begins.</param>
    public static IReadOnlyList<Play> Read(string path, string text, IEnumerable<string> known)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
            lines[i] = lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
        string name = SafeText.Of(path);
        if (!path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            return [PlayParser.Parse(name, lines, 1, known)];

        List<Play> plays = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            int end = Array.IndexOf(lines, Fence, i + 1);
            if (end < 0)
                throw new PlayException(name, i + 1, $"this block has no end, a line {Fence}");
            if (lines[i].TrimEnd() == Fence + "chat")
                plays.Add(PlayParser.Parse(name, lines[(i + 1)..end], i + 2, known));
            i = end;
        }

        return plays.Count > 0 ? plays : throw new PlayException(name, 1, $"there is no play in it, a block that begins with {Fence}chat");
    }
}
