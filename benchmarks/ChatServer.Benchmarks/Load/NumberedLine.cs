using System.Text;

namespace ChatServer.Benchmarks.Load;

/// <summary>A line that is sent again and again with another number: made once, so that a message costs the load no memory.</summary>
internal sealed class NumberedLine
{
    /// <summary>Digits of a number.</summary>
    public const int Digits = 10;

    // Stands for the digits while the line is made; ids and commands have none of it.
    private const string Mark = "##########";

    private readonly byte[] _line;
    private readonly int[] _offsets;

    private NumberedLine(string line)
    {
        _line = Encoding.ASCII.GetBytes(line);
        var offsets = new List<int>();
        for (int i = line.IndexOf(Mark, StringComparison.Ordinal); i >= 0; i = line.IndexOf(Mark, i + Digits, StringComparison.Ordinal))
            offsets.Add(i);
        _offsets = [.. offsets];
    }

    /// <summary>A command whose text starts with the number.</summary>
    /// <param name="command">Everything before the text.</param>
    /// <param name="textLength">Bytes of the text; at least <see cref="Digits"/>.</param>
    /// <param name="name">Where datagrams may come twice: what the names of messages start with; else <see langword="null"/>.</param>
    public static NumberedLine Of(string command, int textLength, string? name = null)
        => new($"{(name == null ? "" : $"#{name}{Mark} ")}{command} {Mark}{new string('x', textLength - Digits)}");

    /// <summary>The line with a number; valid until the next call.</summary>
    public ReadOnlySpan<byte> With(long number)
    {
        foreach (int offset in _offsets)
        {
            long rest = number;
            for (int i = Digits - 1; i >= 0; i--, rest /= 10)
                _line[offset + i] = (byte)('0' + (rest % 10));
        }

        return _line;
    }
}
