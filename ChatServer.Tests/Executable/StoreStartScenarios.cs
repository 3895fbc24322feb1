using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>The program on a journal that it cannot use.</summary>
[Platform(Include = "Linux")]
public class StoreStartScenarios
{
    private const double Patience = 120;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-start-");
    private string _file = null!;

    [SetUp]
    public async Task SetUp()
    {
        _file = Path.Combine(_directory.FullName, "Chat.config");
        await File.WriteAllTextAsync(_file, new ServerSetup { Store = "journal" }.ToXml());
    }

    [TearDown]
    public void TearDown() => _directory.Delete(recursive: true);

    [Test]
    public async Task More_than_memory_can_hold_is_read_once_and_said_once()
    {
        const int Megabytes = 96;
        string text = new('x', 100_000);
        var store = new JournalStore(new StoreOptions { Type = StoreType.Journal, Path = Path.Combine(_directory.FullName, "data"), CompactionBytes = 1 << 30 }, new RecordingLogFactory().GetLogger("Store"));
        store.Open(new Nothing());
        DateTimeOffset start = DateTimeOffset.UtcNow.AddDays(-1);
        for (int i = 0; i < Megabytes * 10; i++)
            await store.WhenDurableAsync(store.Append(new StoreRecord { Kind = RecordKind.MessageAdded, Id = Guid.CreateVersion7(start.AddMilliseconds(i)), User = "juliet", From = "romeo", Text = text }));
        await store.DisposeAsync();

        using var server = new ServerProcess(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), "--config", _file],
            environment: new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = $"{Megabytes * 1024 * 1024:X}" });
        Assert.That(await server.Ended(Patience), Is.EqualTo(1), () => string.Join('\n', server.Errors));
        Assert.That(server.Errors, Has.One.Contains("cannot be started: there is too little memory for what is kept in"));
        Assert.That(server.Errors.Count(line => line.Contains("cannot be started", StringComparison.Ordinal)), Is.EqualTo(1), () => string.Join('\n', server.Errors));
    }

    private sealed class Nothing : IStoreState
    {
        public void Apply(in StoreRecord record)
        {
        }

        public IEnumerable<StoreRecord> Snapshot() => [new StoreRecord { Kind = RecordKind.LastId, Id = Guid.CreateVersion7() }];
    }
}
