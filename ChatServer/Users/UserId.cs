using System.Text;

namespace ChatServer.Users;

/// <summary>The rule for ids: letters and digits of any script and <c>_ . - @</c>, 1 to 32 characters, normalised (NFKC), case-sensitive.</summary>
public static class UserId
{
    /// <summary>Longest id, in UTF-16 code units.</summary>
    public const int MaxLength = 32;

    /// <summary>Checks and normalises an id.</summary>
    /// <param name="text">What somebody typed.</param>
    /// <param name="id">The id to use.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out string id)
    {
        id = text;
        if (text.Length is 0 or > MaxLength)
            return false;
        if (Ascii.IsValid(text))
            return text.All(IsAllowed);

        try
        {
            id = text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Unpaired surrogates and noncharacters.
            return false;
        }

        return id.Length is > 0 and <= MaxLength && id.EnumerateRunes().All(IsAllowed);
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '@';

    // Marks belong to the letters of many scripts.
    private static bool IsAllowed(Rune rune)
        => rune.IsAscii
            ? IsAllowed((char)rune.Value)
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
