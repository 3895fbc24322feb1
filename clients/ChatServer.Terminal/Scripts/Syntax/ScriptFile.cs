using System.Text;
using ChatServer.Terminal.Screens;

namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>Reads the scripts of a file: the file is one, or, if it is Markdown, each of its blocks that starts with <c>```chat</c>.</summary>
internal static class ScriptFile
{
    /// <summary>Maximum length of a file in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string Fence = "```";

    /// <summary>Reads the scripts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="known">Variables that have a value before the script starts.</param>
    /// <exception cref="ScriptException">It is no script.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<ChatScript> Read(string path, IEnumerable<string> known)
    {
        // A pipe does not know how long it is.
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[MaxBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
            throw new ScriptException(SafeText.Of(path), 1, $"the file is longer than {MaxBytes} bytes");
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return Read(path, reader.ReadToEnd(), known);
        }
        catch (DecoderFallbackException)
        {
            throw new ScriptException(SafeText.Of(path), 1, "the file is not UTF-8; bytes that are no text are written \\xNN");
        }
    }

    /// <summary>Reads the scripts of a text.</summary>
    /// <param name="path">Where it comes from; one whose name ends with <c>.md</c> is Markdown.</param>
    /// <param name="text">The text.</param>
    /// <param name="known">Variables that have a value before the script starts.</param>
    public static IReadOnlyList<ChatScript> Read(string path, string text, IEnumerable<string> known)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
            lines[i] = lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
        string name = SafeText.Of(path);
        if (!path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            return [ScriptParser.Parse(name, lines, 1, known)];

        List<ChatScript> scripts = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            int end = Array.IndexOf(lines, Fence, i + 1);
            if (end < 0)
                throw new ScriptException(name, i + 1, $"this block has no end, a line {Fence}");
            if (lines[i].TrimEnd() == Fence + "chat")
                scripts.Add(ScriptParser.Parse(name, lines[(i + 1)..end], i + 2, known));
            i = end;
        }

        return scripts.Count > 0 ? scripts : throw new ScriptException(name, 1, $"it has no chat script, a block that starts with {Fence}chat");
    }
}
