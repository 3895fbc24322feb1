using System.Text;

namespace SuperSocket.Tests.Protocol;

/// <summary>Bytes as text, one character per byte, so that references can use string functions.</summary>
internal static class Bytes
{
    public static byte[] Of(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Random text without the given characters.</summary>
    public static string Random(Random random, int length, string without = "")
    {
        var allowed = "abcdefghijklmnopqrstuvwxyz0123456789 *#<>~\r\n".Where(c => !without.Contains(c)).ToArray();
        return new string(random.GetItems(allowed, length));
    }
}
