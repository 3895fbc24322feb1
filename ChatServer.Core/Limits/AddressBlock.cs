using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ChatServer.Core.Limits;

/// <summary>
/// What counts as one address: an IPv4 address, also one that is written as IPv6, or the first 64 bits of an IPv6 address, of which one
/// subscriber has all the rest.
/// </summary>
/// <param name="IsVersion6">Which of both.</param>
/// <param name="Bits">The bits that count.</param>
public readonly record struct AddressBlock(bool IsVersion6, ulong Bits)
{
    /// <summary>The block of an address.</summary>
    /// <param name="address">The address.</param>
    public static AddressBlock Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new AddressBlock(true, BinaryPrimitives.ReadUInt64BigEndian(bytes))
            : new AddressBlock(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
