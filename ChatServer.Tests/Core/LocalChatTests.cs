using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Core;

/// <summary>The chat in memory.</summary>
public sealed class MemoryChatTests : ChatSuite
{
    /// <inheritdoc/>
    protected override bool KeepsState => false;

    /// <inheritdoc/>
    protected override ValueTask<IChat> OpenAsync(LocalChatOptions options)
        => new(LocalChat.Open(options with { Store = new StoreOptions { Type = StoreType.Memory } }, new RecordingLogFactory().GetLogger("Store")));
}

/// <summary>The chat in memory with a journal.</summary>
public sealed class JournalChatTests : ChatSuite
{
    private DirectoryInfo? _directory;

    /// <inheritdoc/>
    protected override bool KeepsState => true;

    /// <inheritdoc/>
    protected override ValueTask<IChat> OpenAsync(LocalChatOptions options)
    {
        _directory ??= Directory.CreateTempSubdirectory("chat-suite-");
        var store = new StoreOptions { Type = StoreType.Journal, Path = Path.Combine(_directory.FullName, "data") };
        return new(LocalChat.Open(options with { Store = store }, new RecordingLogFactory().GetLogger("Store")));
    }

    /// <inheritdoc/>
    protected override void Clean()
    {
        _directory?.Delete(recursive: true);
        _directory = null;
    }
}
