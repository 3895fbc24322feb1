namespace ChatServer.Core.Storage;

/// <summary>Kinds of store.</summary>
public enum StoreType
{
    /// <summary>A journal on disk.</summary>
    Journal,

    /// <summary>Memory only.</summary>
    Memory,

    /// <summary>Tables of a PostgreSQL database, which several servers may share.</summary>
    Postgres,
}

/// <summary>Options of the store of messages and accounts.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// The kind of store. Default <see cref="StoreType.Memory"/> without a configuration file, <see cref="StoreType.Journal"/> with one.
    /// </summary>
    public StoreType Type { get; init; } = StoreType.Memory;

    /// <summary>Full path of the journal's directory. The server creates it if it does not exist.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Connection string of the database; only for <see cref="StoreType.Postgres"/>.</summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>Name of this server among those that share the database. At most one server with a name runs: a later start ends an earlier one.</summary>
    public string Node { get; init; } = "1";

    /// <summary>
    /// Address and port at which the other servers reach this one, for example <c>10.0.0.1:2030</c>. Empty for a server that uses the database alone.
    /// </summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>A secret that all servers of the database have. They prove it to each other when they connect.</summary>
    public string Secret { get; init; } = string.Empty;

    /// <summary>
    /// The journal is compacted when it has grown by the size of the last snapshot, and by at least this many bytes. Default 64 Mi. So a start reads at
    /// most twice the size of the kept state, plus this many bytes.
    /// </summary>
    public long CompactionBytes { get; init; } = 64L * 1024 * 1024;
}
