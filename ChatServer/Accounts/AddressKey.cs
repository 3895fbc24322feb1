using System.Net;
using System.Net.Sockets;

namespace ChatServer.Accounts;

/// <summary>Under which name the failures of an address are counted.</summary>
internal static class AddressKey
{
    private const int NetworkBytes = 8;

    /// <summary>The address itself for IPv4; for IPv6 its network of 64 bits, because one machine has all addresses of it.</summary>
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
