namespace ChatServer.Protocol.Requests;

/// <summary>
/// Takes the commands of the telnet protocol (RFC 854) out of the lines of one connection, byte by byte, so that pieces make no difference.
/// A telnet client sends some when a person presses Ctrl-C, and then shows nothing until a timing mark is answered (RFC 860). Only for
/// encodings in which byte 255 is no letter. Not thread-safe.
/// </summary>
/// <remarks>
/// The first command of a connection shows that its client is a telnet. It is then asked to transmit binary (RFC 856): without,
/// telnet takes bytes of UTF-8 for its own keys, as in 东. Not to receive binary: it would print our lines as stairs. Other options are
/// refused.
/// </remarks>
public sealed class TelnetCommands
{
    private const byte Binary = 0;

    private const byte Iac = 255, Dont = 254, Do = 253, Wont = 252, Will = 251, SubnegotiationEnd = 240, Subnegotiation = 250;

    private List<byte>? _answers;
    private State _state;
    private byte _command;
    private bool _binaryOffered;

    private enum State
    {
        Text,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    /// <summary>Whether the next bytes may be something else than text.</summary>
    /// <param name="bytes">The next bytes.</param>
    public bool AreIn(ReadOnlySpan<byte> bytes) => _state != State.Text || bytes.Contains(Iac);

    /// <summary>Takes the commands out of the next bytes.</summary>
    /// <param name="bytes">The next bytes of a line, without its line feed.</param>
    /// <param name="text">Gets what is no command: at most one byte more than there are.</param>
    /// <returns>How many bytes of text there are.</returns>
    public int Remove(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        int length = 0;
        foreach (byte b in bytes)
        {
            switch (_state)
            {
                case State.Text when b == Iac:
                    _state = State.Command;
                    break;
                case State.Text:
                    text[length++] = b;
                    break;
                case State.Command when b < SubnegotiationEnd:
                    text[length++] = Iac;
                    text[length++] = b;
                    _state = State.Text;
                    break;
                case State.Command:
                    _state = Start(b);
                    if (b == Iac)
                        text[length++] = Iac;
                    break;
                case State.Option:
                    Reply(b);
                    _state = State.Text;
                    break;
                case State.Subnegotiation when b == Iac:
                    _state = State.SubnegotiationCommand;
                    break;
                case State.SubnegotiationCommand:
                    _state = b == SubnegotiationEnd ? State.Text : State.Subnegotiation;
                    break;
            }
        }

        return length;
    }

    /// <summary>Ends a line. A command that is not complete ends with it.</summary>
    /// <returns>Whether the line ends with a byte 255 that starts no command.</returns>
    public bool EndLine()
    {
        bool isText = _state == State.Command;
        _state = State.Text;
        return isText;
    }

    /// <summary>What to send to the client for what was taken out since the last time; empty for nothing.</summary>
    public byte[] TakeReplies()
    {
        byte[] answers = [.. _answers ?? []];
        _answers = null;
        return answers;
    }

    private State Start(byte command)
    {
        if (!_binaryOffered)
            (_answers ??= []).AddRange([Iac, Do, Binary]);
        _binaryOffered = true;
        _command = command;
        return command switch
        {
            Do or Dont or Will or Wont => State.Option,
            Subnegotiation => State.Subnegotiation,
            _ => State.Text,
        };
    }

    private void Reply(byte option)
    {
        if (_command == Do)
            (_answers ??= []).AddRange([Iac, Wont, option]);
        else if (_command == Will && option != Binary)
            (_answers ??= []).AddRange([Iac, Dont, option]);
    }
}
