using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;

namespace ChatServer.Core;

/// <summary>The options of a <see cref="LocalChat"/>.</summary>
public record LocalChatOptions
{
    /// <summary>Where messages and accounts are kept.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>Maximum amounts of stored data.</summary>
    public StoreLimits Limits { get; init; } = new();

    /// <summary>The options of accounts and logins.</summary>
    public AccountOptions Accounts { get; init; } = new();

    /// <summary>See <see cref="ChatService.IsInternalId"/>.</summary>
    public virtual bool IsInternalId(string id) => false;
}
