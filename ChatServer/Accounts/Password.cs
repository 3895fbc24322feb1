using System.Text;

namespace ChatServer.Accounts;

/// <summary>The rule for passwords: 1 to 128 characters, no blanks, which separate parameters, and no control characters.</summary>
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
        try
        {
            password = text.Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            // Unpaired surrogates and noncharacters.
            return false;
        }
    }
}
