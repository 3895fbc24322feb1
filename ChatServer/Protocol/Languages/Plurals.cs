using System.Globalization;

namespace ChatServer.Protocol.Languages;

/// <summary>
/// Fills the places of a text: <c>{0}</c> is a value, <c>{0:message|messages}</c> the word that belongs to its number. Stateless and thread-safe.
/// </summary>
public sealed class Plurals : IFormatProvider, ICustomFormatter
{
    private const char Separator = '|';

    private static readonly Plurals Instance = new();

    private Plurals()
    {
    }

    /// <summary>Fills the places of a text.</summary>
    /// <param name="words">The text.</param>
    /// <param name="values">Their values.</param>
    public static string Format(string words, params ReadOnlySpan<object?> values)
        => string.Format(words.Contains(Separator, StringComparison.Ordinal) ? Instance : CultureInfo.InvariantCulture, words, values);

    object? IFormatProvider.GetFormat(Type? formatType)
        => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

    string ICustomFormatter.Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        int separator = format?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        if (separator >= 0)
            return IsOne(arg) ? format![..separator] : format![(separator + 1)..];
        return arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? string.Empty;
    }

    private static bool IsOne(object? value) => value is IConvertible and not string && Convert.ToInt64(value, CultureInfo.InvariantCulture) == 1;
}
