using System.Text.Unicode;

namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>Checks that bytes which come in any number of pieces are UTF-8. Not thread-safe.</summary>
internal struct Utf8Check
{
    // Of the character that is under way: how many bytes are missing, and what the next of them may be.
    private int _missing;
    private byte _least;
    private byte _most;

    /// <summary>Whether a character is complete.</summary>
    public readonly bool IsComplete => _missing == 0;

    /// <summary>Takes the next piece.</summary>
    /// <param name="bytes">The piece.</param>
    /// <returns><see langword="false"/> if no continuation can make it UTF-8.</returns>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        if (_missing == 0 && Utf8.IsValid(bytes))
            return true;
        foreach (byte b in bytes)
        {
            if (!TryAdd(b))
                return false;
        }

        return true;
    }

    // The table of well-formed sequences of the Unicode standard (3-7).
    private bool TryAdd(byte b)
    {
        if (_missing > 0)
        {
            if (b < _least || b > _most)
                return false;
            _missing--;
            (_least, _most) = (0x80, 0xBF);
            return true;
        }

        (_missing, _least, _most) = b switch
        {
            < 0x80 => (0, default, default),
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (-1, default, default),
        };
        return _missing >= 0;
    }
}
