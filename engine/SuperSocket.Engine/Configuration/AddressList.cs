using System.Net;

namespace SuperSocket.SocketEngine;

/// <summary>A list of addresses and networks, such as <c>10.0.0.0/8, 192.168.1.5; ::1</c>.</summary>
internal sealed class AddressList
{
    private readonly IPNetwork[] _networks;

    private AddressList(IPNetwork[] networks) => _networks = networks;

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => _networks.Length == 0;

    /// <summary>Reads a list.</summary>
    /// <param name="name">The attribute, for the error.</param>
    /// <param name="text">Entries separated by commas or semicolons.</param>
    /// <exception cref="ArgumentException">An entry is neither an address nor a network.</exception>
    public static AddressList Parse(string name, string text)
        => new([.. text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => ParseEntry(name, entry))]);

    /// <summary>Whether an address is in the list. An IPv4 address in IPv6 form is the IPv4 address.</summary>
    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return Array.Exists(_networks, network => network.Contains(address));
    }

    private static IPNetwork ParseEntry(string name, string entry)
    {
        if (entry.Contains('/', StringComparison.Ordinal) ? IPNetwork.TryParse(entry, out IPNetwork network) : TryParseAddress(entry, out network))
            return network;
        throw new ArgumentException($"\"{entry}\" in {name} is neither an address such as 192.168.1.5 nor a network such as 10.0.0.0/8");
    }

    // Short forms like "10.1" are mistakes in a list that decides about trust.
    private static bool TryParseAddress(string entry, out IPNetwork network)
    {
        network = default;
        if (!IPAddress.TryParse(entry, out IPAddress? address) || (!entry.Contains(':', StringComparison.Ordinal) && address.ToString() != entry))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
