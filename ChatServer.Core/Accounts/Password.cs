using System.Text;

namespace ChatServer.Core.Accounts;

/// <summary>The rule for passwords: 1 to 128 characters, no spaces, which separate parameters, and no control characters.</summary>
public static class Password
{
    /// <summary>Longest password, in UTF-16 code units.</summary>
    public const int MaxLength = 128;

    /// <summary>Checks a password and brings it into the form in which it is hashed (NFC), so that every keyboard types the same one.</summary>
    /// <param name="text">What somebody typed.</param>
    /// <param name="password">The password to use.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out string password)
    {
        password = text;
        if (text.Length is 0 or > MaxLength || text.Any(c => c == ' ' || char.IsControl(c)))
            return false;
        if (Ascii.IsValid(text))
            return true;

        // All halves of surrogate pairs are one and the same byte sequence to a hash.
        if (!IsWellFormed(text))
            return false;
        try
        {
            password = text.Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            // Noncharacters.
            return false;
        }
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[length..];
        }

        return true;
    }
}
