using System.Globalization;
using System.Text;
using Wcwidth;

namespace ChatServer.Terminal.Screens;

/// <summary>How wide text is on a terminal: Chinese takes two cells, a combining mark none.</summary>
internal static class Cells
{
    /// <summary>Cells of a text.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>What people see as one character each, with its cells.</summary>
    public static IEnumerable<(string Text, int Cells)> Characters(string text)
    {
        for (TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            string element = elements.GetTextElement();
            yield return (element, Of(element));
        }
    }

    /// <summary>The start of a text that fits.</summary>
    public static string Cut(string text, int max)
    {
        var cut = new StringBuilder();
        foreach ((string character, int cells) in Characters(text))
        {
            max -= cells;
            if (max < 0)
                break;
            cut.Append(character);
        }

        return cut.ToString();
    }

    private static int Of(Rune rune) => Math.Max(0, UnicodeCalculator.GetWidth(rune));
}
