using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatServer.Tests.Fuzz.Configuration;

/// <summary>What docs/configuration.md says that an attribute may hold.</summary>
/// <param name="Values">Some values, right and wrong.</param>
/// <param name="Read">The meaning of a value; <see langword="null"/> if it is wrong.</param>
internal sealed partial record AttributeKind(string[] Values, Func<string, object?> Read)
{
    private static readonly string[] Numbers =
    [
        "1", "0", "-1", "64", "100000", "2147483647", "2147483648", "-2147483648", "9223372036854775807", "9223372036854775808", " 5 ", "+5", "0x10", "#1F", "&h1f",
        "0x", "1e3", "1,000", "5.0", "", " ", "many", "٣", "5\n", "5;", "00000000000000000007", "--5", "5-", "NaN", "\u2212\u0035", "5\u00005",
    ];

    /// <summary>A whole number of 32 bits.</summary>
    public static AttributeKind Int(int least = int.MinValue) => new(Numbers, value => Number(value) is { } n && n >= least && n <= int.MaxValue ? (int)n : null);

    /// <summary>A whole number of 64 bits.</summary>
    public static AttributeKind Long(long least) => new(Numbers, value => Number(value) is { } n && n >= least && n <= long.MaxValue ? (long)n : null);

    /// <summary>True or false.</summary>
    public static AttributeKind Bool { get; } = new(
        ["true", "false", "TRUE", "False", " true ", "yes", "1", "", "t", "true;", "truefalse"],
        value => value.Trim().ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null });

    /// <summary>Any text of at least so many characters.</summary>
    public static AttributeKind Text(int least = 0) => new(
        ["data", "", " ", "/tmp/x", "..", "名", "a\nb", "\u202Ea", "\u001b[31m", "a;b,c", "C:\\x", "%s{0}", new string('x', 300), "&\"'<>"],
        value => value.Length >= least ? value : null);

    /// <summary>One of several words, in any case.</summary>
    public static AttributeKind Word<T>()
        where T : struct, Enum => new(
        [.. Enum.GetNames<T>(), .. Enum.GetNames<T>().Select(name => name.ToLowerInvariant()), "", " ", "1", "-1", "99", "Loud", string.Join(", ", Enum.GetNames<T>()), " " + Enum.GetNames<T>()[0], "a\nb"],
        value => Enum.GetValues<T>().Where(word => string.Equals(word.ToString(), value, StringComparison.OrdinalIgnoreCase))
            .Select(word => (object)word).FirstOrDefault());

    // Spaces around it do no harm; hexadecimal starts with 0x, # or &h.
    private static System.Numerics.BigInteger? Number(string value)
    {
        value = value.Trim();
        if (Hexadecimal().Match(value) is { Success: true } hexadecimal)
            return System.Numerics.BigInteger.Parse("0" + hexadecimal.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Decimal().IsMatch(value) ? System.Numerics.BigInteger.Parse(value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\A(?:0[xX]|#|&[hH])([0-9a-fA-F]+)\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\A[+-]?[0-9]+\z")]
    private static partial Regex Decimal();
}
