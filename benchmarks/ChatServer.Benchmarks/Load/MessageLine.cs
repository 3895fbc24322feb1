using System.Buffers.Text;

namespace ChatServer.Benchmarks.Load;

/// <summary>A delivered message in the English words of the server, whose text starts with its number.</summary>
internal readonly ref struct MessageLine
{
    private const int IdLength = 36;

    private MessageLine(ReadOnlySpan<byte> from, long number, ReadOnlySpan<byte> id)
    {
        From = from;
        Number = number;
        Id = id;
    }

    /// <summary>Who sent it.</summary>
    public ReadOnlySpan<byte> From { get; }

    /// <summary>Its number.</summary>
    public long Number { get; }

    /// <summary>What confirms it.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>Takes a line apart.</summary>
    /// <returns>Whether it is a message of ours, and no answer.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out MessageLine message)
    {
        message = default;
        int space = line.IndexOf((byte)' ');
        if (space < 0 || line.Length < space + IdLength + NumberedLine.Digits)
            return false;
        ReadOnlySpan<byte> rest = line[(space + 1)..];
        if (!rest.StartsWith("says"u8) && !rest.StartsWith("sent "u8))
            return false;
        int colon = rest.IndexOf(": "u8);
        if (colon < 0 || !Utf8Parser.TryParse(rest[(colon + 2)..], out long number, out int digits) || digits != NumberedLine.Digits)
            return false;
        message = new MessageLine(line[..space], number, line[^IdLength..]);
        return true;
    }
}
