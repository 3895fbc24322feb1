using System.Globalization;

namespace SuperSocket.Common;

/// <summary>Turns text into values without exceptions: text that is no such value gives the default. Numbers and dates are read in the current culture.</summary>
public static class StringExtension
{
    /// <summary>The number in a text, or 0.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The number.</returns>
    public static int ToInt32(this string? source) => source.ToInt32(0);

    /// <summary>The number in a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="defaultValue">What other text means.</param>
    /// <returns>The number, or the default.</returns>
    public static int ToInt32(this string? source, int defaultValue) =>
        int.TryParse(source, CultureInfo.CurrentCulture, out int value) ? value : defaultValue;

    /// <summary>The number in a text, or 0.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The number.</returns>
    public static long ToLong(this string? source) => source.ToLong(0);

    /// <summary>The number in a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="defaultValue">What other text means.</param>
    /// <returns>The number, or the default.</returns>
    public static long ToLong(this string? source, long defaultValue) =>
        long.TryParse(source, CultureInfo.CurrentCulture, out long value) ? value : defaultValue;

    /// <summary>The number in a text, or 0.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The number.</returns>
    public static short ToShort(this string? source) => source.ToShort(0);

    /// <summary>The number in a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="defaultValue">What other text means.</param>
    /// <returns>The number, or the default.</returns>
    public static short ToShort(this string? source, short defaultValue) =>
        short.TryParse(source, CultureInfo.CurrentCulture, out short value) ? value : defaultValue;

    /// <summary>The number in a text, or 0.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The number.</returns>
    public static decimal ToDecimal(this string? source) => source.ToDecimal(0);

    /// <summary>The number in a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="defaultValue">What other text means.</param>
    /// <returns>The number, or the default.</returns>
    public static decimal ToDecimal(this string? source, decimal defaultValue) =>
        decimal.TryParse(source, CultureInfo.CurrentCulture, out decimal value) ? value : defaultValue;

    /// <summary>The date in a text, or <see cref="DateTime.MinValue"/>.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The date.</returns>
    public static DateTime ToDateTime(this string? source) => source.ToDateTime(DateTime.MinValue);

    /// <summary>The date in a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="defaultValue">What other text means.</param>
    /// <returns>The date, or the default.</returns>
    public static DateTime ToDateTime(this string? source, DateTime defaultValue) =>
        DateTime.TryParse(source, CultureInfo.CurrentCulture, out var value) ? value : defaultValue;

    /// <summary>Whether a text says true; other text is <see langword="false"/>.</summary>
    /// <param name="source">The text, in any case.</param>
    /// <returns>The value.</returns>
    public static bool ToBoolean(this string? source) => source.ToBoolean(false);

    /// <summary>Whether a text says true.</summary>
    /// <param name="source">The text, in any case.</param>
    /// <param name="defaultValue">What text other than true and false means.</param>
    /// <returns>The value, or the default.</returns>
    public static bool ToBoolean(this string? source, bool defaultValue) => bool.TryParse(source, out bool value) ? value : defaultValue;

    /// <summary>The member of an enumeration that a text names.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">Name or number; several names are separated by commas.</param>
    /// <param name="ignoreCase">Whether the case of names does not count.</param>
    /// <param name="enumValue">The member; the default value when the text names none.</param>
    /// <returns>Whether the text names a member.</returns>
    /// <exception cref="ArgumentException">The type is not an enumeration.</exception>
    public static bool TryParseEnum<T>(this string? value, bool ignoreCase, out T enumValue)
        where T : struct =>
        Enum.TryParse(value, ignoreCase, out enumValue);
}
