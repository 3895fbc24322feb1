using ChatServer.Core.Storage.Disk;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>The file that keeps room for a compaction.</summary>
public class DiskSpaceTests
{
    private const long MiB = 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-space-");
    private long _free;

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public void A_reserve_is_not_made_anew_whenever_the_free_room_changes_a_little()
    {
        string path = Path.Combine(_directory.FullName, "reserve");
        var space = new DiskSpace(_directory.FullName, path, () => _free);
        _free = 8 * MiB;
        space.Reserve(100 * MiB);

        // Its length does not show what is reserved. A new reserve replaces this file.
        File.WriteAllText(path, "mine");
        foreach (long free in (long[])[6, 7, 9, 5, 12])
        {
            _free = free * MiB;
            space.Reserve(100 * MiB);
            Assert.That(File.ReadAllText(path), Is.EqualTo("mine"), $"{free} MiB are free");
        }

        _free = 30 * MiB;
        space.Reserve(100 * MiB);
        Assert.That(File.ReadAllText(path), Is.Empty, "a larger reserve, because there is much more room");
    }
}
