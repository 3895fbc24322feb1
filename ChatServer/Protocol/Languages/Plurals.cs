using System.Globalization;
using System.Text;

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

    /// <summary>Chooses the word that belongs to a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="one">The word for 1.</param>
    /// <param name="many">The word for every other number.</param>
    public static string Choose(long number, string one, string many) => number == 1 ? one : many;

    /// <summary>Fills the places of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">Their values.</param>
    public static string Format(string text, params ReadOnlySpan<object?> values) => Format(CompositeFormat.Parse(text), values);

    /// <summary>Fills the places of a text that is used often.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">Their values.</param>
    public static string Format(CompositeFormat text, ReadOnlySpan<object?> values)
        => string.Format(text.Format.Contains(Separator, StringComparison.Ordinal) ? Instance : CultureInfo.InvariantCulture, text, values);

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
