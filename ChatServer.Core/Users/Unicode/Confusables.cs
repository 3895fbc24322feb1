using System.Collections.Frozen;
using System.Text;

namespace ChatServer.Core.Users.Unicode;

/// <summary>What texts look like: the skeletons of UTS #39. Two texts that look alike have the same one. Stateless and thread-safe.</summary>
internal static class Confusables
{
    private static readonly Lazy<FrozenDictionary<int, string>> Prototypes = new(() =>
        UnicodeData.Read("confusables.txt").ToFrozenDictionary(
            line => UnicodeData.CodePoint(line[0]),
            line => string.Concat(line.Skip(1).Select(hexadecimal => char.ConvertFromUtf32(UnicodeData.CodePoint(hexadecimal))))));

    /// <summary>The skeleton of a text.</summary>
    /// <param name="text">A well-formed text.</param>
    public static string Skeleton(string text)
    {
        bool isAscii = Ascii.IsValid(text);
        var skeleton = new StringBuilder(text.Length + 8);
        foreach (Rune rune in (isAscii ? text : text.Normalize(NormalizationForm.FormD)).EnumerateRunes())
        {
            if (Prototypes.Value.TryGetValue(rune.Value, out string? prototype))
                skeleton.Append(prototype);
            else
                skeleton.Append(rune);
        }

        string made = skeleton.ToString();
        return Ascii.IsValid(made) ? made : made.Normalize(NormalizationForm.FormD);
    }
}
