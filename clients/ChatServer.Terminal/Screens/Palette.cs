using System.Text;

namespace ChatServer.Terminal.Screens;

/// <summary>Writes text in the colours of its tones, or without any.</summary>
/// <param name="hasColours">Whether there are colours.</param>
internal sealed class Palette(bool hasColours)
{
    /// <summary>Colours unless the variable NO_COLOR of the environment is set (https://no-color.org).</summary>
    public static Palette Of(Func<string, string?> environment) => new(string.IsNullOrEmpty(environment("NO_COLOR")));

    /// <summary>Writes a row.</summary>
    public void Write(StringBuilder to, IEnumerable<Span> row)
    {
        foreach (Span span in row)
        {
            if (span.Text.Length == 0)
                continue;
            string code = hasColours ? Code(span.Tone) : string.Empty;
            to.Append(code).Append(span.Text).Append(code.Length == 0 ? string.Empty : "\u001b[0m");
        }
    }

    // The eight colours of the terminal's palette, which the user has made readable on the background.
    private static string Code(Tone tone) => tone switch
    {
        Tone.Quiet => "\u001b[2m",
        Tone.Name => "\u001b[1;36m",
        Tone.Own => "\u001b[1m",
        Tone.Good => "\u001b[32m",
        Tone.Notice => "\u001b[33m",
        Tone.Error => "\u001b[31m",
        _ => string.Empty,
    };
}
