using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>A request that keeps its bytes as text.</summary>
internal sealed record TextRequest(string Text) : IRequestInfo
{
    public string Key => Text;

    public static TextRequest Of(byte[] buffer, int offset, int length) => new(Bytes.Text(buffer.AsSpan(offset, length)));
}
