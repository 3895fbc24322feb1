using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ChatServer.Core.Limits;

/// <summary>
/// What the limits count as one address: an IPv4 address, also in its IPv4-mapped IPv6 form, or the first 64 bits of an IPv6 address. One
/// subscriber controls all the other bits.
/// </summary>
/// <param name="IsVersion6">Whether it is IPv6.</param>
/// <param name="Bits">The bits that identify it.</param>
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
