using System.Globalization;
using System.Text;
using ChatServer.Core.Users.Unicode;

namespace ChatServer.Core.Users;

/// <summary>
/// The rule for the id of a new account and the name of a new group, beyond that of <see cref="UserId"/>: everything in it is seen, and it does not mix scripts
/// (UTS #39, "highly restrictive"), so that it cannot pass for another. Ids and groups that are there already need not obey it. Stateless and thread-safe.
/// </summary>
public static class NewName
{
    // UTS #39 counts the same: more pile up above a letter, and cover what stands above it.
    private const int MaxMarks = 4;

    // Accents of no script of their own; those that a letter usually has are one character with it.
    private const int MaxInheritedMarks = 2;

    /// <summary>Whether a name may be given to something new.</summary>
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

    // Letters and marks that are Default_Ignorable_Code_Point in DerivedCoreProperties.txt, and some that have no picture: the filler of Khitan, blanks of
    // hieroglyphs, and Braille's.
    private static bool IsInvisible(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF) or 0x16FE4 or 0x13441 or 0x13442 or 0x2800;
}
