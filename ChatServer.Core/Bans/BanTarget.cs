using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using ChatServer.Core.Users;

namespace ChatServer.Core.Bans;

/// <summary>
/// The target of a ban: the id of a user, an address, or a network such as <c>192.0.2.0/24</c>. Four numbers with dots between them are an address, although
/// they could also be an id.
/// </summary>
public sealed record BanTarget
{
    private BanTarget(string text, IPNetwork? network)
    {
        Text = text;
        Network = network;
    }

    /// <summary>The target in its canonical form: an id, an address, or a network with its prefix length.</summary>
    public string Text { get; }

    /// <summary>The network. For a single address it has the full prefix length. <see langword="null"/> for the id of a user.</summary>
    public IPNetwork? Network { get; }

    /// <summary>Parses a target.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">The target.</param>
    /// <returns>Whether the text is a valid target.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out BanTarget? target)
    {
        ArgumentNullException.ThrowIfNull(text);
        target = ParseNetwork(text) is { } network ? Create(network)
            : UserId.TryParse(text, out string id) ? new BanTarget(id, null)
            : null;
        return target != null;
    }

    /// <summary>Converts an IPv4 address that is written as IPv6 to IPv4.</summary>
    /// <param name="address">The address.</param>
    internal static IPAddress Normalize(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static BanTarget Create(IPNetwork network)
        => new(network.PrefixLength == GetBits(network.BaseAddress) ? network.BaseAddress.ToString() : network.ToString(), network);

    private static IPNetwork? ParseNetwork(string text)
    {
        string[] parts = text.Split('/');
        bool isAddress = parts[0].Contains(':', StringComparison.Ordinal) || parts[0].Count(c => c == '.') == 3;
        if (!isAddress || parts.Length > 2 || !IPAddress.TryParse(parts[0], out IPAddress? address) || address.ScopeIdOrZero() != 0)
            return null;
        address = Normalize(address);
        int length = GetBits(address);
        if (parts.Length == 2 && (!int.TryParse(parts[1], out length) || length < 0 || length > GetBits(address)))
            return null;
        return new IPNetwork(Mask(address, length), length);
    }

    private static int GetBits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress Mask(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}

/// <summary>Extension methods of addresses.</summary>
internal static class AddressExtensions
{
    /// <summary>The scope id (zone) of an IPv6 address. 0 for IPv4, which has none.</summary>
    /// <param name="address">The address.</param>
    public static long ScopeIdOrZero(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
