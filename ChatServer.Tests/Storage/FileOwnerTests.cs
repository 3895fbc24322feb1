using System.Diagnostics;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Disk;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>Whose the files are that an operator's command as root makes.</summary>
[Platform(Include = "Linux")]
public class FileOwnerTests
{
    [Test]
    public async Task What_root_makes_belongs_to_the_owner_of_the_directory_and_what_others_make_is_theirs()
    {
        const uint Service = 12345;
        using var directory = new StoreDirectory();
        bool isRoot = Libc.EffectiveUser() == 0;
        string parent = Path.GetDirectoryName(directory.Path)!;
        if (isRoot)
            await Process.Start("chown", [$"{Service}:{Service}", parent]).WaitForExitAsync();
        await using (IStore store = directory.Make(StoreKind.Journal))
        {
            store.Open(new RecordList());
            await store.WhenDurableAsync(store.Append(new StoreRecord { Kind = RecordKind.AccountRemoved, User = "romeo" }));
        }

        string[] made = [directory.Path, .. Directory.GetFileSystemEntries(directory.Path)];
        Assert.That(made, Has.Length.GreaterThan(2));
        Assert.That(made.Select(path => (path, FileStatus.Find(path)!.Value.User)), Is.All.Matches<(string Path, uint User)>(file => file.User == (isRoot ? Service : Libc.EffectiveUser())));
    }
}
