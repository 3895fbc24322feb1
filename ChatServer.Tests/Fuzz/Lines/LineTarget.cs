using System.Text;
using ChatServer.Protocol.Requests;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Fuzz.Lines;

/// <summary>The line filter in pieces, and <see cref="SlowLines"/>, which sees everything at once.</summary>
internal sealed class LineTarget : IFuzzTarget
{
    private static readonly Dictionary<Encoding, LineDecoder> Decoders = [];

    /// <inheritdoc/>
    public void Check(Random random) => Check(LineInput.Make(random));

    /// <summary>Checks one input.</summary>
    public static void Check(LineInput input)
    {
        var slow = new SlowLines(input.Encoding, input.Limit);
        List<ReadLine> expected = slow.Read(input.Bytes);
        var answers = new List<byte>();
        List<ReadLine> actual;
        try
        {
            actual = Feed(input, answers);
        }
        catch (Exception e) when (e is not FuzzException)
        {
            throw new FuzzException(input.ToString(), e);
        }

        FuzzException.ThrowIfDifferent($"lines of {input}", expected, actual);
        FuzzException.ThrowIfDifferent($"answers to {input}", slow.Answers, answers);
        foreach (ReadLine line in actual)
        {
            for (int i = 0; i < line.Line.Length; i += char.IsSurrogatePair(line.Line, i) ? 2 : 1)
            {
                if (char.IsSurrogate(line.Line[i]) && !char.IsSurrogatePair(line.Line, i))
                    throw new FuzzException($"half a character in a line of {input}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static List<ReadLine> Feed(LineInput input, List<byte> answers)
    {
        var lines = new List<ReadLine>();
        var filter = new ChatLineFilter(DecoderOf(input.Encoding), input.Limit, new LineClient(answers));
        int start = 0;
        for (int i = 0; start < input.Bytes.Length; i++)
        {
            int length = Math.Min(input.Pieces[i % input.Pieces.Length], input.Bytes.Length - start);

            // A block lies somewhere in a larger buffer.
            byte[] buffer = [.. "\n\n"u8, .. input.Bytes.AsSpan(start, length), .. "\n"u8];
            int offset = 2, left = length;
            while (left > 0)
            {
                var request = (ChatRequest?)filter.Filter(buffer, offset, left, true, out int rest);
                if (rest < 0 || rest >= left)
                    throw new FuzzException($"{rest} bytes of {left} are left of {input}");
                if (filter.LeftBufferSize >= input.Limit || (request != null && filter.LeftBufferSize != 0))
                    throw new FuzzException($"{filter.LeftBufferSize} bytes are kept of {input}");
                if (request != null)
                    lines.Add(ReadLine.Of(request));
                offset += left - rest;
                left = rest;
            }

            start += length;
        }

        return lines;
    }

    private static LineDecoder DecoderOf(Encoding encoding)
    {
        lock (Decoders)
        {
            if (!Decoders.TryGetValue(encoding, out LineDecoder? decoder))
                Decoders[encoding] = decoder = new LineDecoder(encoding);
            return decoder;
        }
    }
}
