using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Postgres;
using ChatServer.Tests.Core;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Cluster;

/// <summary>The chat on a PostgreSQL database.</summary>
public sealed class PostgresChatTests : ChatSuite
{
    private readonly string _schema = TestDatabase.NewSchema();

    /// <inheritdoc/>
    protected override bool KeepsState => true;

    /// <inheritdoc/>
    protected override async ValueTask<IChat> OpenAsync(LocalChatOptions options)
    {
        var store = new StoreOptions { Type = StoreType.Postgres, Connection = TestDatabase.Shared.GetConnection(_schema) };
        return await Task.Run(() => PostgresChat.Open(options with { Store = store }, new RecordingLogFactory().GetLogger("Store")));
    }
}
