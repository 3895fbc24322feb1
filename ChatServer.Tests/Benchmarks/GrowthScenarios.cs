using System.Xml.Linq;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Growth;
using ChatServer.Benchmarks.Load;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

[Platform(Include = "Linux")]
public class GrowthScenarios
{
    [TestCase("users", "Users logged in", "messages/s")]
    [TestCase("messages", "Messages stored", "start, ms")]
    [TestCase("members", "Members of a group", "for Join or Leave, µs")]
    public async Task Small_sizes_are_measured_and_plotted(string axis, string title, string column)
    {
        string directory = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        var output = new StringWriter();
        var options = GrowthOptions.Parse(new Arguments(
            ["--axis", axis, "--most", axis == "messages" ? "1000" : "100", "--seconds", "1", "--warmup", "0", "--rounds", "1", "--svg", directory]));
        try
        {
            Assert.That(await new GrowthRun(options, output, Progress.None).RunAsync(), Is.True, output.ToString);
            Assert.That(output.ToString(), Does.StartWith(title).And.Contain($" {column} |").And.Contain("|---"));
            string svg = await File.ReadAllTextAsync(Path.Combine(directory, $"growth-{axis}.svg"));
            Assert.That(XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "polyline"), Is.Not.Empty);
            Assert.That(svg, Does.Contain(column).And.Contain(title));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public async Task Servers_with_one_database_are_measured()
    {
        var output = new StringWriter();
        var options = GrowthOptions.Parse(new Arguments(["--nodes", "2", "--rate", "200", "--seconds", "1", "--warmup", "0", "--rounds", "1"]));
        Assert.That(await new NodesRun(options, output, Progress.None).RunAsync(), Is.True, output.ToString);
        Assert.That(output.ToString(), Does.Contain("| 2 servers ").And.Contain("| 2 servers, 200/s ").And.Contain("records per commit"));
    }
}
