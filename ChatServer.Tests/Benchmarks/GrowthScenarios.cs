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
}
