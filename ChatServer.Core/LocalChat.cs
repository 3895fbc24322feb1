using System.Collections.Concurrent;
using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Core.Users;
using Microsoft.Extensions.Logging;

namespace ChatServer.Core;

/// <summary>The chat in the memory of one process, with a store. All chat servers of one bootstrap share it. Thread-safe.</summary>
public sealed partial class LocalChat : IChat, IStoreState
{
    private readonly Reloadable<LocalChatOptions> _options;

    // The running servers, as a set. The values are not used.
    private readonly ConcurrentDictionary<IConnectionSource, bool> _servers = new();
    private readonly ILoginDirectory? _directory;
    private readonly StoreRefresh _refresh;
    private MessageAging? _aging;
    private MemoryGuard? _memory;

    private LocalChat(LocalChatOptions options, IStore store, ILoginDirectory? directory)
    {
        _options = new Reloadable<LocalChatOptions>(options);
        _directory = directory;
        _refresh = new StoreRefresh(directory);
        Store = store;
        Accounts = new AccountService(_options.Select(static changed => changed.Accounts), store, TimeProvider.System);
        Bans = new BanList(store, TimeProvider.System);
        Lists = new UserLists(store);
        Chat = new ChatService(store, _options.Select(static changed => changed.Limits), new CoarseTime())
        {
            IsInternalId = options.IsInternalId,
            IsUnknownId = id => Accounts.Mode == AccountMode.Open && !Accounts.Exists(id),
        };
        AccountReplica = new AccountReplica(Accounts, Bans, Chat, () => _servers.Keys.SelectMany(server => server.GetConnections()));
    }

    /// <summary>Stores all changes.</summary>
    public IStore Store { get; }

    /// <summary>The accounts with their passwords.</summary>
    public AccountService Accounts { get; }

    /// <summary>Counts logins by result.</summary>
    public LoginCounts Logins { get; } = new();

    /// <summary>The banned users and addresses.</summary>
    public BanList Bans { get; }

    /// <summary>The lists that users keep.</summary>
    public UserLists Lists { get; }

    /// <summary>Logins, messages and groups.</summary>
    public ChatService Chat { get; }

    /// <inheritdoc/>
    public IPeerServers? Peers { get; internal set; }

    /// <summary>Applies what other servers have stored about accounts and bans.</summary>
    internal AccountReplica AccountReplica { get; }

    /// <summary>Opens the store and reads its contents.</summary>
    /// <param name="options">The options.</param>
    /// <param name="log">Receives the messages of the store.</param>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static LocalChat Open(LocalChatOptions options, ILogger log)
    {
        return Open(options, CreateStore(options.Store, log), directory: null);
    }

    /// <summary>Opens a given store and reads its contents.</summary>
    /// <param name="options">The options.</param>
    /// <param name="store">The store, which is not yet open.</param>
    /// <param name="directory">Where users are logged in, if other servers share the store; otherwise <see langword="null"/>.</param>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static LocalChat Open(LocalChatOptions options, IStore store, ILoginDirectory? directory)
    {
        var system = new LocalChat(options, store, directory);
        system.Store.Open(system);
        system.EndForeignState();
        system.Chat.CountUnknown();
        return system;
    }

    /// <summary>Describes in one sentence, for the admin, where messages are stored.</summary>
    public string DescribeStore()
        => Store.Level == StoreLevel.Memory
            ? "Messages are kept in memory until they are confirmed, and end with the server."
            : $"Messages are kept in {Store.Place ?? _options.Value.Store.Path} until they are confirmed; {Chat.StoredCount} wait there now.";

    /// <summary>
    /// Finds all connections that act for a user, by a scan of all connections of all servers. An admin who removes an account must reach
    /// all of them, also those that the chat service does not know.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    public IReadOnlyList<IUserConnection> FindConnections(string id)
        => [.. _servers.Keys.SelectMany(server => server.GetConnections()).Where(connection => connection.User?.Id == id)];

    /// <summary>Registers a server that starts.</summary>
    /// <param name="server">The server.</param>
    public void Add(IConnectionSource server) => _servers[server] = true;

    /// <summary>Unregisters a server that has stopped.</summary>
    /// <param name="server">The server.</param>
    public void Remove(IConnectionSource server) => _servers.TryRemove(server, out _);

    /// <inheritdoc/>
    public void Apply(in StoreRecord record)
    {
        if (record.Kind is RecordKind.AccountSet or RecordKind.AccountRemoved or RecordKind.AccountFlagsSet)
            Accounts.Apply(record);
        else if (record.Kind is RecordKind.BanSet or RecordKind.BanRemoved)
            Bans.Apply(record);
        else if (record.Kind is RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved)
            Lists.Apply(record);
        else
            Chat.Apply(record);
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot() => Accounts.Snapshot().Concat(Bans.Snapshot()).Concat(Lists.Snapshot()).Concat(Chat.Snapshot());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Makes everything durable, and stops. Until it is disposed of, no other process can use its data.</summary>
    public async ValueTask StopAsync()
    {
        await PauseAsync().ConfigureAwait(false);
        await Store.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Starts periodic work, such as the expiry of messages, when a server starts. Not thread-safe.</summary>
    /// <param name="log">Receives the results of this work.</param>
    public void Resume(ILogger log)
    {
        _memory ??= new MemoryGuard(isShort => Chat.IsMemoryShort = isShort, log);
        if (_options.Value.Limits.MaxAge > TimeSpan.Zero)
            _aging ??= new MessageAging(Chat, Store, _options.Value.Limits.MaxAge, TimeProvider.System, log);
    }

    /// <summary>Uses other options from now on. The store and <see cref="LocalChatOptions.IsInternalId"/> stay. Not thread-safe.</summary>
    /// <param name="options">The options. With the account mode none before, it stays none, and another one does not become none.</param>
    /// <param name="log">Receives the results of periodic work.</param>
    public async ValueTask ReloadAsync(LocalChatOptions options, ILogger log)
    {
        LocalChatOptions before = _options.Value;
        _options.Replace(options);
        if (options.Accounts.Mode != before.Accounts.Mode)
            Chat.CountUnknown();
        if (options.Limits.MaxAge == before.Limits.MaxAge)
            return;
        await PauseAsync().ConfigureAwait(false);
        Resume(log);
    }

    /// <summary>Stops periodic work when no server runs. Not thread-safe.</summary>
    public async ValueTask PauseAsync()
    {
        _memory?.Dispose();
        _memory = null;
        if (_aging is not { } aging)
            return;
        _aging = null;
        await aging.DisposeAsync().ConfigureAwait(false);
    }

    // A crash between removing an account and its memberships and lists leaves them without an account. A later owner of the id must not inherit them.
    private void EndForeignState()
    {
        foreach (string id in Chat.MemberIds().Where(id => !Accounts.MayJoin(id)))
            Chat.LeaveAll(id);
        foreach (string id in Lists.GetOwners().Where(id => !Accounts.MayJoin(id)))
            Lists.RemoveAll(id);
    }

    private static IStore CreateStore(StoreOptions options, ILogger log) => options.Type switch
    {
        StoreType.Memory => new MemoryStore(),
        StoreType.Postgres => throw new ArgumentException("The store in a database is opened by its own project.", nameof(options)),
        _ => new JournalStore(options, log),
    };
}
