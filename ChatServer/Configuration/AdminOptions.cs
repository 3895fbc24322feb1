using System.Net;

namespace ChatServer.Configuration;

/// <summary>Where administrators reach the server.</summary>
public sealed record AdminOptions
{
    /// <summary>Whether there is a Unix socket. Default: there is one.</summary>
    public bool HasSocket { get; init; } = true;

    /// <summary>The Unix socket; empty for the one in the directory of the store.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The TCP address; <see langword="null"/> for none, the default.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>The file with the token for TCP; empty for the one in the directory of the store.</summary>
    public string TokenFile { get; init; } = string.Empty;
}
