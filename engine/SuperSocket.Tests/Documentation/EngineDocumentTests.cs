using System.Text.RegularExpressions;
using NUnit.Framework;
using SuperSocket.SocketBase;

namespace SuperSocket.Tests.Documentation;

/// <summary>The code in docs/engine.md is code that compiles and runs.</summary>
public sealed partial class EngineDocumentTests
{
    private static readonly string[] Sources =
    [
        "samples/Minimal/Program.cs",
        "samples/Minimal/App.config",
        "engine/SuperSocket.Tests/Documentation/ShopExamples.cs",
        "engine/SuperSocket.Tests/Documentation/StartExample.cs",
        "engine/SuperSocket.Tests/Documentation/Shop.config",
    ];

    public static IEnumerable<TestCaseData> Blocks
        => Block().Matches(Read("docs/engine.md")).Select((match, i) => new TestCaseData(match.Groups[2].Value).SetArgDisplayNames($"{match.Groups[1].Value} {i + 1}"));

    [TestCaseSource(nameof(Blocks))]
    public void A_block_of_code_occurs_in_a_file_that_is_compiled_or_run(string block)
        => Assert.That(Sources.Select(source => Normalize(Read(source))), Has.Some.Contains(Normalize(block)));

    [Test]
    public async Task The_examples_do_what_the_document_says()
    {
        using var output = new StringWriter();
        using var bootstrap = (IDisposable?)StartExample.Start(Path.Combine(Root, "engine/SuperSocket.Tests/Documentation/Shop.config"), new PriceService(), output);
        Assert.That(output.ToString(), Is.Empty);
        var server = (ShopServer)((IBootstrap)bootstrap!).AppServers.Single();
        using TestClient first = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
        using TestClient second = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);

        Assert.That(await first.AskAsync("LOGIN alice"), Is.EqualTo("Welcome."));
        Assert.That(await first.AskAsync("PRICE lamp"), Is.EqualTo("lamp costs 4."));
        Assert.That(await second.AskAsync("LOGIN ALICE"), Is.EqualTo("Welcome."));
        Assert.That(await first.ReadLineAsync(), Is.Null, "The newest login wins.");
        Assert.That(await second.AskAsync("QUIET"), Does.StartWith("0 sessions"));
        await second.SendAsync("CATALOGUE\r\n");
        for (int i = 0; i < 10_000; i++)
            Assert.That(await second.ReadLineAsync(), Is.EqualTo($"article {i}"));
        Assert.That(await second.AskAsync("LEAVE it is late"), Is.EqualTo("Goodbye: it is late"));
        Assert.That(await second.ReadLineAsync(), Is.Null);
    }

    [Test]
    public void The_reason_of_a_failed_start_is_told()
    {
        using var output = new StringWriter();

        Assert.That(StartExample.Start(Path.Combine(Root, "engine/SuperSocket.Tests/Documentation/Shop.config"), new NoService(), output), Is.Null);
        Assert.That(output.ToString(), Does.Contain("PRICE").Or.Contain("PriceList"));
    }

    // <repository>/engine/SuperSocket.Tests/bin/<configuration>/<framework>/ is where this assembly is.
    private static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    // Indentation does not count.
    private static string Normalize(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```(csharp|xml)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed class PriceService : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(PriceList) ? new PriceList() : null;
    }

    private sealed class NoService : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
