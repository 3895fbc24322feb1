namespace ChatServer.Lines;

/// <summary>
/// Takes the commands of the telnet protocol (RFC 854) out of a line. A telnet client sends some when a person presses Ctrl-C,
/// and then shows nothing until a timing mark is answered (RFC 860). Only for encodings in which byte 255 is no letter.
/// </summary>
public static class TelnetCommands
{
    private const byte Iac = 255, Dont = 254, Do = 253, Wont = 252, Will = 251, SubnegotiationEnd = 240, Subnegotiation = 250;

    /// <summary>Whether a line may hold telnet commands.</summary>
    public static bool AreIn(ReadOnlySpan<byte> line) => line.Contains(Iac);

    /// <summary>Takes the commands out and refuses every option that they ask for.</summary>
    /// <param name="line">The line.</param>
    /// <param name="answer">What to send to the client; empty for nothing.</param>
    /// <returns>The line without them.</returns>
    public static byte[] Remove(ReadOnlySpan<byte> line, out byte[] answer)
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

            byte command = line[++i];
            if (command is Do or Dont or Will or Wont && i + 1 < line.Length)
            {
                byte option = line[++i];
                if (command is Do or Will)
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

        answer = [.. answers];
        return [.. text];
    }
}
