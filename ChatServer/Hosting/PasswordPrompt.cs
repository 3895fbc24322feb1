using System.Text;

namespace ChatServer.Hosting;

/// <summary>Reads a password without showing it.</summary>
internal static class PasswordPrompt
{
    /// <summary>Asks at the terminal, twice.</summary>
    /// <exception cref="ArgumentException">The two differ.</exception>
    public static string AskTwice()
    {
        string first = Ask("Password: ");
        return Ask("Once more: ") == first ? first : throw new ArgumentException("The two passwords differ; nothing was changed.");
    }

    /// <summary>Reads the first line of standard input.</summary>
    public static string ReadInput()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return input.ReadLine() ?? string.Empty;
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return text.ToString();
                case ConsoleKey.Backspace:
                    text.Length = Math.Max(0, text.Length - 1);
                    break;
                default:
                    if (key.KeyChar != '\0')
                        text.Append(key.KeyChar);
                    break;
            }
        }
    }
}
