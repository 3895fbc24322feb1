using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>The log files of programs that configure none.</summary>
public class DefaultLogTests
{
    private string _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("supersocket-logs-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_line_is_in_the_file_at_once_with_its_time_level_and_exception()
    {
        string logs = Path.Combine(_directory, "Logs");
        ILog log = new DefaultLogFactory(logs).GetLog("server");
        log.Info("grüße\r\nin two lines");
        log.Error("went wrong", new InvalidOperationException("because"));

        string text = File.ReadAllText(Path.Combine(logs, "server.log"));
        Assert.That(text, Does.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z INFO  grüße\nin two lines\r?\n"));
        Assert.That(text, Does.Contain("ERROR went wrong").And.Contain("InvalidOperationException: because"));
    }

    [Test]
    public void A_name_cannot_leave_the_directory()
    {
        var factory = new DefaultLogFactory(Path.Combine(_directory, "Logs"));
        foreach (string name in new[] { "../up", "a/b", "..", "", "a:b*c", new string('x', 1000) })
            factory.GetLog(name).Info("line");
        Assert.That(Directory.GetFiles(_directory), Is.Empty);
        Assert.That(Directory.GetFiles(Path.Combine(_directory, "Logs")), Has.Length.EqualTo(5), "two of the names are empty");
    }

    [Test]
    public void A_directory_that_cannot_be_written_is_no_error()
    {
        File.WriteAllText(Path.Combine(_directory, "Logs"), "a file in the way");
        ILog log = new DefaultLogFactory(Path.Combine(_directory, "Logs")).GetLog("server");
        Assert.That(() => log.Error("went wrong"), Throws.Nothing);
    }

    [Test]
    public void Files_roll_and_only_some_are_kept()
    {
        RollingLogFile file = RollingLogFile.TryOpen(Path.Combine(_directory, "a.log"), limit: 100, count: 3)!;
        for (int i = 0; i < 100; i++)
            file.Write($"line {i:00}\n");

        string[] files = [.. Directory.GetFiles(_directory).Order().Select(path => Path.GetFileName(path)!)];
        Assert.That(files, Is.EqualTo(new[] { "a.1.log", "a.2.log", "a.log" }));
        Assert.That(files.Select(name => new FileInfo(Path.Combine(_directory, name)).Length), Is.All.LessThanOrEqualTo(100));
        string kept = string.Concat(new[] { "a.2.log", "a.1.log", "a.log" }.Select(name => File.ReadAllText(Path.Combine(_directory, name))));
        Assert.That(kept.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(Enumerable.Range(0, 100).TakeLast(28).Select(i => $"line {i:00}")));
    }

    [Test]
    public void A_file_that_cannot_be_renamed_does_not_grow()
    {
        // A directory with content in the way of the renamed file.
        Directory.CreateDirectory(Path.Combine(_directory, "a.1.log", "content"));
        RollingLogFile file = RollingLogFile.TryOpen(Path.Combine(_directory, "a.log"), limit: 100, count: 2)!;
        for (int i = 0; i < 100; i++)
            file.Write($"line {i:00}\n");
        Assert.That(File.ReadAllText(Path.Combine(_directory, "a.log")), Does.EndWith("line 99\n").And.Length.LessThanOrEqualTo(100));
    }

    [Test]
    public async Task Threads_and_factories_share_a_file_and_every_line_is_there_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), (thread, _) =>
        {
            RollingLogFile file = RollingLogFile.TryOpen(Path.Combine(_directory, "a.log"), limit: 2000, count: 1000)!;
            for (int i = 0; i < 100; i++)
                file.Write($"{thread}/{i}\n");
            return ValueTask.CompletedTask;
        });

        var lines = Directory.GetFiles(_directory).SelectMany(File.ReadAllLines);
        Assert.That(lines, Is.EquivalentTo(Enumerable.Range(0, 8).SelectMany(thread => Enumerable.Range(0, 100).Select(i => $"{thread}/{i}"))));
    }

    [Test]
    public void An_existing_file_is_continued_and_may_be_read_meanwhile()
    {
        string path = Path.Combine(_directory, "a.log");
        File.WriteAllText(path, "before\n");
        RollingLogFile file = RollingLogFile.TryOpen(path)!;
        file.Write("after\n");
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        Assert.That(reader.ReadToEnd(), Is.EqualTo("before\nafter\n"));
        file.Write("more\n");
        Assert.That(reader.ReadToEnd(), Is.EqualTo("more\n"));
    }
}
