using System.Text;

namespace ChatServer.Core.Accounts;

/// <summary>The rule for passwords: 1 to 128 characters, without control characters, and without spaces, which separate parameters.</summary>
public static class Password
{
    /// <summary>Maximum length of a password, in UTF-16 code units.</summary>
    public const int MaxLength = 128;

    /// <summary>The rule in a sentence, for administrators.</summary>
    public static string Rule { get; } = $"A password is 1 to {MaxLength} characters, without spaces and control characters.";

    /// <summary>Checks a password and normalises it (NFC), so that every keyboard produces the same one.</summary>
    /// <param name="text">The text as it was typed.</param>
    /// <param name="password">The password to use.</param>
    /// <returns>Whether the text is a valid password.</returns>
    public static bool TryParse(string text, out string password)
    {
        password = text;
        if (text.Length is 0 or > MaxLength || text.Any(c => c == ' ' || char.IsControl(c)))
            return false;
        if (Ascii.IsValid(text))
            return true;

        // Unpaired surrogates all become the same byte sequence, so they would have the same hash.
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
