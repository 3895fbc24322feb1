using System.Globalization;
using System.Text;

namespace ChatServer.Benchmarks.Torture;

/// <summary>
/// The texts that users send: sender, recipient, number, and a filler that follows from these, so that a text which comes back can be
/// compared character by character although nobody kept it.
/// </summary>
/// <param name="seed">Makes the fillers of one run different from those of another.</param>
internal sealed class TortureText(int seed)
{
    private const int MaxFiller = 500;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?<>&\"'\\/|%{}";
    private const string ChineseAlphabet = "你好世界消息聊天服务器登录成功给发送在线，。？！、";

    /// <summary>The id of a user.</summary>
    public static string UserId(int user) => $"u{user:000}";

    /// <summary>The number of a user; -1 if it is none of ours.</summary>
    public static int UserNumber(ReadOnlySpan<char> id)
        => id.Length >= 4 && id[0] == 'u' && int.TryParse(id[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int user) ? user : -1;

    /// <summary>The text of a message.</summary>
    /// <param name="from">Its sender.</param>
    /// <param name="to">Its recipient.</param>
    /// <param name="sequence">How many the sender sent to this recipient before.</param>
    public string Compose(int from, int to, int sequence)
    {
        var text = new StringBuilder($"{UserId(from)}>{UserId(to)} {sequence} ");
        int hash = 17;
        foreach (int value in (ReadOnlySpan<int>)[seed, from, to, sequence])
            hash = unchecked((hash * 486_187_739) + value);
        var random = new Random(hash);

        // Most messages are short.
        int length = random.Next(4) == 0 ? random.Next(MaxFiller) : random.Next(40);
        bool isChinese = random.Next(2) == 0;
        for (int i = 0; i < length; i++)
        {
            string alphabet = isChinese && random.Next(3) != 0 ? ChineseAlphabet : Alphabet;
            text.Append(alphabet[random.Next(alphabet.Length)]);
        }

        if (random.Next(20) == 0)
            text.Append("😀");
        return text.ToString();
    }

    /// <summary>Reads back which message a text is, without comparing the filler.</summary>
    public static bool TryParse(string text, out int from, out int to, out int sequence)
    {
        from = to = sequence = -1;
        int arrow = text.IndexOf('>', StringComparison.Ordinal);
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        int second = space < 0 ? -1 : text.IndexOf(' ', space + 1);
        if (arrow < 0 || second < 0 || arrow > space)
            return false;
        from = UserNumber(text.AsSpan(0, arrow));
        to = UserNumber(text.AsSpan(arrow + 1, space - arrow - 1));
        return from >= 0 && to >= 0
            && int.TryParse(text.AsSpan(space + 1, second - space - 1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }
}
