using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Faults;

/// <summary>
/// Makes calls of the system fail in a server process, below the runtime: a library in C stands between both. It is built here once; where that is not
/// possible, a test is skipped with the reason.
/// </summary>
public sealed class DiskFaults
{
    private static readonly Lazy<(string Library, string? Reason)> Built = new(Build);

    private readonly string _rules;
    private readonly string _directory;

    /// <summary>No call fails yet.</summary>
    /// <param name="directory">Calls fail for files below this directory, and for itself.</param>
    public DiskFaults(string directory)
    {
        if (Built.Value.Reason is { } reason)
            Assert.Ignore(reason);
        _directory = directory;
        _rules = Path.Combine(Path.GetDirectoryName(directory)!, "disk-faults");
        Set();
    }

    /// <summary>What failed until now, a line each: the call, the error's number, the path.</summary>
    public string[] Failures => File.Exists(_rules + ".log") ? File.ReadAllLines(_rules + ".log") : [];

    /// <summary>Starts the chat server that lies next to the tests.</summary>
    /// <param name="configFile">Its configuration.</param>
    /// <param name="seed">Of the chances.</param>
    public ServerProcess Start(string configFile, int seed = 1)
        => new(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), "--config", configFile],
            environment: new Dictionary<string, string?>
            {
                ["LD_PRELOAD"] = Built.Value.Library,
                ["DISK_FAULTS"] = _rules,
                ["DISK_FAULTS_DIR"] = _directory,
                ["DISK_FAULTS_SEED"] = $"{seed}",
            });

    /// <summary>Which calls fail from now on.</summary>
    /// <param name="rules">Each: the call, the error's number, how often of 1000 times, and perhaps a part of the path.</param>
    public void Set(params string[] rules)
    {
        string next = _rules + ".next";
        File.WriteAllLines(next, rules);
        File.Move(next, _rules, overwrite: true);
    }

    private static (string Library, string? Reason) Build()
    {
        if (!OperatingSystem.IsLinux())
            return (string.Empty, "Faults of the disk are injected on Linux only.");
        string library = Path.Combine(Path.GetTempPath(), $"chat-disk-faults-{Environment.ProcessId}.so");
        try
        {
            using var compiler = new ChildProcess("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-o", library, "diskfaults.c", "-ldl"]);
            return (library, compiler.WaitForExit() == 0 ? null : "gcc cannot build diskfaults.c.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (library, "There is no gcc here, which builds the library that makes the disk fail.");
        }
    }

    /// <summary>Removes the library when all tests are over.</summary>
    [SetUpFixture]
    public sealed class Removal
    {
        /// <summary>Removes it.</summary>
        [OneTimeTearDown]
        public void Remove()
        {
            if (Built.IsValueCreated && Built.Value.Library.Length > 0)
                File.Delete(Built.Value.Library);
        }
    }
}
