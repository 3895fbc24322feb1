using ChatServer.Tests.Fuzz.Configuration;
using ChatServer.Tests.Fuzz.Journal;
using ChatServer.Tests.Fuzz.Lines;
using NUnit.Framework;

namespace ChatServer.Tests.Fuzz;

/// <summary>Random inputs against oracles: some thousands in <c>./test</c>, as many as one likes with <c>./fuzz</c>.</summary>
public class FuzzTests
{
    [Test]
    public Task Lines() => FuzzRun.Run("lines", () => new LineTarget());

    [Test]
    public Task Journal_records() => FuzzRun.Run("journal", () => new RecordTarget());

    [Test]
    public Task Journal_files() => FuzzRun.Run("journal", () => new JournalTarget());

    [Test]
    public Task Configuration() => FuzzRun.Run("configuration", () => new ConfigurationTarget());
}
