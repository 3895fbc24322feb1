namespace ChatServer.Core.Storage;

/// <summary>Kinds of store.</summary>
public enum StoreType
{
    /// <summary>A journal on disk.</summary>
    Journal,

    /// <summary>Memory only.</summary>
    Memory,
}

/// <summary>Where messages and accounts are kept.</summary>
public sealed record StoreOptions
{
    /// <summary>The kind. Default <see cref="StoreType.Memory"/> without a configuration file, <see cref="StoreType.Journal"/> with one.</summary>
    public StoreType Type { get; init; } = StoreType.Memory;

    /// <summary>Full path of the journal's directory; it is made if it does not exist.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>
    /// The journal is compacted when it has grown by as many bytes as the last snapshot has, and by at least this many. Default 64 Mi.
    /// So a start reads at most two times what is kept, and this.
    /// </summary>
    public long CompactionBytes { get; init; } = 64L * 1024 * 1024;
}
