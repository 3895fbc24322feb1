using System.Globalization;
using System.Text;
using ChatServer.Core.Users.Unicode;

namespace ChatServer.Core.Users;

/// <summary>
/// The rule for ids of new accounts and names of new groups, in addition to <see cref="UserId"/>. All characters must be visible, and the name must not mix
/// scripts (UTS #39, "highly restrictive"), so that it cannot imitate another name. Existing ids and groups need not obey the rule. Stateless; thread-safe.
/// </summary>
public static class NewName
{
    // The maximum of UTS #39. More marks stack above a letter and cover the text above it.
    private const int MaxMarks = 4;

    // Combining accents that belong to no script. The usual combinations of letter and accent are one character after normalisation.
    private const int MaxInheritedMarks = 2;

    /// <summary>Whether a new account or group may have a name.</summary>
    /// <param name="name">The name, normalised.</param>
    public static bool IsUsable(string name) => Ascii.IsValid(name) || (HasVisibleCharacters(name) && IsOfOneScript(name));

    private static bool HasVisibleCharacters(string name)
    {
        int marks = 0, inherited = 0;
        bool hasBase = false;
        Rune before = default;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (IsInvisible(rune))
                return false;
            if (!IsMark(rune))
            {
                (marks, inherited, hasBase) = (0, 0, Rune.IsLetterOrDigit(rune));
            }
            else
            {
                marks++;
                inherited += Scripts.Of(rune) == Scripts.All ? 1 : 0;
                if (!hasBase || rune == before || marks > MaxMarks || inherited > MaxInheritedMarks)
                    return false;
            }

            before = rune;
        }

        return true;
    }

    private static bool IsOfOneScript(string name)
    {
        ulong all = Scripts.All, besideLatin = Scripts.All;
        int zero = -1;
        foreach (Rune rune in name.EnumerateRunes())
        {
            ulong scripts = rune.IsAscii && !Rune.IsLetter(rune) ? Scripts.All : Scripts.Of(rune);
            all &= scripts;
            if (scripts != Scripts.Latin)
                besideLatin &= scripts;
            if (scripts == 0 || !IsOfOneNumberSystem(rune, ref zero))
                return false;
        }

        return all != 0 || (besideLatin & Scripts.BesideLatin) != 0;
    }

    private static bool IsOfOneNumberSystem(Rune rune, ref int zero)
    {
        if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber)
            return true;
        int own = rune.Value - (int)Rune.GetNumericValue(rune);
        bool isSame = zero is -1 || zero == own;
        zero = own;
        return isSame;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Letters and marks that are Default_Ignorable_Code_Point in DerivedCoreProperties.txt, and some characters without a visible glyph: the Khitan filler,
    // hieroglyphic blanks, and the Braille blank.
    private static bool IsInvisible(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF) or 0x16FE4 or 0x13441 or 0x13442 or 0x2800;
}
