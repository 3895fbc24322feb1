using System.Buffers;
using System.Text;

namespace ChatServer.Core.Users;

/// <summary>The rule for ids: letters and digits of any script and <c>_ . - @</c>, 1 to 32 characters, normalised (NFKC), case-sensitive.</summary>
public static class UserId
{
    /// <summary>Maximum length of an id, in UTF-16 code units.</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<char> AllowedAscii = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-@");

    /// <summary>Checks and normalises an id.</summary>
    /// <param name="text">The text that a user typed.</param>
    /// <param name="id">The normalised id.</param>
    /// <returns>Whether the text is a valid id.</returns>
    public static bool TryParse(string text, out string id) => TryParse(text, recent: null, out id);

    /// <summary>Checks and normalises an id.</summary>
    /// <param name="text">The text that a user typed.</param>
    /// <param name="recent">A valid id that the text probably equals, or <see langword="null"/>. An equal text is not checked again.</param>
    /// <param name="id">The normalised id.</param>
    /// <returns>Whether the text is a valid id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, string? recent, out string id)
    {
        id = recent ?? string.Empty;
        if (recent != null && text.SequenceEqual(recent))
            return true;
        if (text.Length is 0 or > MaxLength)
            return false;
        if (!text.ContainsAnyExcept(AllowedAscii))
        {
            id = text.ToString();
            return true;
        }

        if (Ascii.IsValid(text))
            return false;

        try
        {
            id = text.ToString().Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Rejects unpaired surrogates and noncharacters.
            return false;
        }

        return id.Length is > 0 and <= MaxLength && id.EnumerateRunes().All(IsAllowed);
    }

    // Marks are allowed, because they are part of the letters in many scripts.
    private static bool IsAllowed(Rune rune)
        => rune.IsAscii
            ? AllowedAscii.Contains((char)rune.Value)
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
