using System.Net;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Udp;

/// <summary>
/// Cuts lines out of datagrams: ended by LF, CR LF or the end of the datagram. A line that starts with <c>{</c> is JSON, and the session speaks JSON
/// from then on; <c>#name</c> before a command in words names the message and comes back with the answer. Holds nothing between two lines.
/// </summary>
/// <param name="decoder">Decodes the lines.</param>
/// <param name="limit">A line of this many bytes or more, its end included, is too long.</param>
/// <param name="session">Whose lines they are.</param>
internal sealed class DatagramLineFilter(LineDecoder decoder, int limit, UdpChatSession session) : IReceiveFilter<StringRequestInfo>
{
    /// <inheritdoc/>
    public int LeftBufferSize => 0;

    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo>? NextReceiveFilter => null;

    /// <inheritdoc/>
    public FilterState State => FilterState.Normal;

    /// <inheritdoc/>
    public StringRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        ReadOnlySpan<byte> block = readBuffer.AsSpan(offset, length);
        int end = block.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? block : block[..end];
        rest = end < 0 ? 0 : length - end - 1;
        if (line.Length + 1 >= limit)
            return new ChatRequest(LineFault.TooLong);
        return decoder.TryDecode(line.EndsWith((byte)'\r') ? line[..^1] : line, out string? text)
            ? Parse(text)
            : new ChatRequest(LineFault.InvalidText);
    }

    /// <inheritdoc/>
    public void Reset()
    {
    }

    private ChatRequest Parse(string line)
    {
        ReadOnlySpan<char> words = line.AsSpan().TrimStart(" \t");
        if (words is ['{', ..])
            session.TrySetFormat(JsonFormat.FormatName);
        if (session.Format is JsonFormat)
            return JsonRequests.Parse(line, session.AppServer.Commands);
        if (words is not [ReferencedTextFormat.Mark, ..])
            return new ChatRequest(line);

        int space = words.IndexOfAny(' ', '\t');
        if (space < 2 || space - 1 > JsonRequests.MaxNameLength)
            return new ChatRequest(line);
        string name = PrintableText.Line(words[1..space].ToString());
        return new ChatRequest(words[space..].ToString())
        {
            Tag = name,
            Reference = name,
        };
    }
}

/// <summary>Makes the line filter of each session over UDP.</summary>
/// <param name="decoder">Decodes the lines of all sessions.</param>
internal sealed class DatagramLineFilterFactory(LineDecoder decoder) : IReceiveFilterFactory<StringRequestInfo>
{
    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new DatagramLineFilter(decoder, appServer.Config.MaxRequestLength, (UdpChatSession)appSession);
}
