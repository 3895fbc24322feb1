using System.Net;
using Microsoft.AspNetCore.Builder;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Admin.Http;

/// <summary>What an <see cref="AdminListener"/> needs to know.</summary>
internal sealed record AdminListenerSettings
{
    /// <summary>Carries the verbs out.</summary>
    public required AdminService Service { get; init; }

    /// <summary>Gets who is refused.</summary>
    public required ILog Log { get; init; }

    /// <summary>The Unix socket; <see langword="null"/> for none.</summary>
    public string? Path { get; init; }

    /// <summary>The TCP address; <see langword="null"/> for none.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>The token for TCP.</summary>
    public AdminToken? Token { get; init; }

    /// <summary>Adds further paths.</summary>
    public Action<WebApplication>? Map { get; init; }

    /// <summary>Whether there is nothing to listen on.</summary>
    public bool IsEmpty => Path == null && EndPoint == null;
}
