using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SuperSocket.Tests.Net;

// PROXY headers of version 2.
internal static class ProxyBytes
{
    public static byte[] Binary(string client, int extension = 0)
    {
        IPEndPoint source = IPEndPoint.Parse(client);
        byte[] address = source.Address.GetAddressBytes();
        byte[] ports = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(ports, (ushort)source.Port);
        byte family = (byte)(source.AddressFamily == AddressFamily.InterNetwork ? 0x11 : 0x21);
        return Binary(0x21, family, [.. address, .. address, .. ports, .. new byte[extension]]);
    }

    public static byte[] Binary(byte command, byte family, byte[] rest)
        => [.. "\r\n\r\n\0\r\nQUIT\n"u8, command, family, (byte)(rest.Length >> 8), (byte)rest.Length, .. rest];
}
