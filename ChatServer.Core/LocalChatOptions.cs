using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;

namespace ChatServer.Core;

/// <summary>What a <see cref="LocalChat"/> needs to know.</summary>
public record LocalChatOptions
{
    /// <summary>Where messages and accounts are kept.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>How much is kept.</summary>
    public StoreLimits Limits { get; init; } = new();

    /// <summary>Who may log in.</summary>
    public AccountOptions Accounts { get; init; } = new();

    /// <summary>See <see cref="ChatService.IsInternalId"/>.</summary>
    public virtual bool IsInternalId(string id) => false;
}
