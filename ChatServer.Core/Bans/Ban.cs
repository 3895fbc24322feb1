using System.Net;

namespace ChatServer.Core.Bans;

/// <summary>Somebody who may not log in, or an address from which nobody may connect.</summary>
/// <param name="Target">The target.</param>
/// <param name="Until">When the ban ends; <see langword="null"/> for never.</param>
/// <param name="Reason">Why, for administrators; may be empty.</param>
public sealed record Ban(BanTarget Target, DateTimeOffset? Until, string Reason)
{
    /// <summary>Whether the ban has ended.</summary>
    /// <param name="now">Now.</param>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>Whether the ban is about a connection.</summary>
    /// <param name="id">Who is logged in there, if somebody is.</param>
    /// <param name="address">Where it comes from, if that is known.</param>
    public bool IsAbout(string? id, IPAddress? address)
        => Target.Network is { } network ? address != null && network.Contains(BanTarget.Normalize(address)) : id == Target.Text;
}
