namespace ChatServer.Tests.Fuzz;

/// <summary>What the makers of inputs have in common.</summary>
internal static class RandomExtensions
{
    /// <summary>True once in so many times.</summary>
    public static bool OneIn(this Random random, int times) => random.Next(times) == 0;

    /// <summary>One of several.</summary>
    public static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Random bytes.</summary>
    public static byte[] Bytes(this Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Well-formed text of few or many scripts.</summary>
    public static string Text(this Random random, int mostCharacters)
    {
        var text = new System.Text.StringBuilder();
        for (int i = random.Next(mostCharacters + 1); i > 0; i--)
        {
            text.Append(random.Next(6) switch
            {
                0 => random.Of("你", "好", "é", "я", "中文", "\U0001F339", "\U00010FFF", "\uFFFD", "\uFEFF", "\u0301"),
                1 => ((char)random.Next(0x20)).ToString(),
                2 when random.OneIn(8) => ((char)random.Next(0x80, 0xD800)).ToString(),
                _ => ((char)random.Next(0x20, 0x7F)).ToString(),
            });
        }

        return text.ToString();
    }
}
