namespace ChatServer.Lines;

/// <summary>
/// Takes the commands of the telnet protocol (RFC 854) out of a line. A telnet client sends some when a person presses Ctrl-C,
/// and then shows nothing until a timing mark is answered (RFC 860). Only for encodings in which byte 255 is no letter.
/// </summary>
/// <remarks>
/// The first command of a connection shows that its client is a telnet. It is then asked to transmit binary (RFC 856): without,
/// telnet takes bytes of UTF-8 for its own keys, as in 东. Not to receive binary: it would print our lines as stairs. Other options are
/// refused.
/// </remarks>
public static class TelnetCommands
{
    private const byte Binary = 0;

    private const byte Iac = 255, Dont = 254, Do = 253, Wont = 252, Will = 251, SubnegotiationEnd = 240, Subnegotiation = 250;

    /// <summary>Whether a line may hold telnet commands.</summary>
    public static bool AreIn(ReadOnlySpan<byte> line) => line.Contains(Iac);

    /// <summary>Takes the commands out and answers what they ask for.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isWhole">Whether the line is complete; else a command that is cut by its end stays in it.</param>
    /// <param name="binaryOffered">Whether the connection was asked for binary transmission; set when it is now.</param>
    /// <param name="answer">What to send to the client; empty for nothing.</param>
    /// <returns>The line without them.</returns>
    public static byte[] Remove(ReadOnlySpan<byte> line, bool isWhole, ref bool binaryOffered, out byte[] answer)
    {
        var text = new List<byte>(line.Length);
        var answers = new List<byte>();
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != Iac || i + 1 == line.Length || line[i + 1] < SubnegotiationEnd)
            {
                text.Add(line[i]);
                continue;
            }

            if (!isWhole && IsCut(line[i..]))
            {
                text.AddRange(line[i..]);
                break;
            }

            byte command = line[++i];
            if (command is Do or Dont or Will or Wont && i + 1 < line.Length)
            {
                byte option = line[++i];
                if (command == Do || (command == Will && option != Binary))
                    answers.AddRange([Iac, command == Do ? Wont : Dont, option]);
            }
            else if (command == Subnegotiation)
            {
                int end = line[i..].IndexOf([Iac, SubnegotiationEnd]);
                i = end < 0 ? line.Length : i + end + 1;
            }
            else if (command == Iac)
            {
                text.Add(Iac);
            }
        }

        if (!binaryOffered && text.Count < line.Length)
        {
            binaryOffered = true;
            answers.InsertRange(0, [Iac, Do, Binary]);
        }

        answer = [.. answers];
        return [.. text];
    }

    private static bool IsCut(ReadOnlySpan<byte> command) => command[1] switch
    {
        Do or Dont or Will or Wont => command.Length < 3,
        Subnegotiation => command.IndexOf([Iac, SubnegotiationEnd]) < 0,
        _ => false,
    };
}
