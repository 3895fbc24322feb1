using System.Net;

namespace ChatServer.Core.Bans;

/// <summary>A ban of a user from logging in, or of an address from connecting.</summary>
/// <param name="Target">The target.</param>
/// <param name="Until">When the ban ends; <see langword="null"/> for a permanent ban.</param>
/// <param name="Reason">The reason, for admins; may be empty.</param>
public sealed record Ban(BanTarget Target, DateTimeOffset? Until, string Reason)
{
    /// <summary>Whether the ban has ended.</summary>
    /// <param name="now">The current time.</param>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>Whether the ban applies to a connection.</summary>
    /// <param name="id">The user who is logged in on it, if any.</param>
    /// <param name="address">Its remote address, if known.</param>
    public bool IsAbout(string? id, IPAddress? address)
        => Target.Network is { } network ? address != null && network.Contains(BanTarget.Normalize(address)) : id == Target.Text;
}
