using System.Net;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>Where a datagram came in and who sent it; the way back for answers.</summary>
internal sealed record UdpPath(UdpListener Listener, IPEndPoint Remote);

/// <summary>A received datagram.</summary>
/// <param name="Bytes">An array of its own, which filters may keep.</param>
/// <param name="Path">Where it came from.</param>
/// <param name="Request">Its request, where a shared filter has parsed it already.</param>
internal readonly record struct Datagram(byte[] Bytes, UdpPath Path, IRequestInfo? Request);
