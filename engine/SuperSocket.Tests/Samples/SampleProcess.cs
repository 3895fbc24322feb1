using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SuperSocket.Tests.Samples;

/// <summary>A sample as a process of its own, on its own configuration file but free ports.</summary>
internal sealed partial class SampleProcess : IDisposable
{
    private readonly string? _config;
    private readonly ChildProcess _process;

    private SampleProcess(string program, string? config, params string[] arguments)
    {
        _config = config;
        _process = new ChildProcess(ChildProcess.DotNet, [program, .. config == null ? arguments : [config, .. arguments]]);
    }

    /// <summary>The endpoints of its servers by their names.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> EndPoints
        => _process.Output.Select(line => Listening().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups[2].Value, match => IPEndPoint.Parse(match.Groups[1].Value));

    public string Output => string.Join(Environment.NewLine, _process.Output.Concat(_process.Errors));

    /// <summary>Starts a sample; waits until its servers listen.</summary>
    /// <param name="name">Name of its project.</param>
    /// <param name="changes">Attributes of the servers to set for the test.</param>
    public static Task<SampleProcess> StartAsync(string name, params (string Name, string Value)[] changes) => StartAsync(name, [], changes);

    /// <summary>Starts a sample with further arguments; waits until its servers listen.</summary>
    /// <param name="name">Name of its project.</param>
    /// <param name="arguments">Arguments behind the configuration file.</param>
    /// <param name="changes">Attributes of the servers to set for the test.</param>
    public static async Task<SampleProcess> StartAsync(string name, string[] arguments, params (string Name, string Value)[] changes)
    {
        string directory = DirectoryOf(name);
        var sample = new SampleProcess(Path.Combine(directory, name + ".dll"), WriteConfig(Path.Combine(directory, name + ".dll.config"), changes), arguments);
        try
        {
            await sample._process.UntilOutput("Press Enter");
            return sample;
        }
        catch (TimeoutException e)
        {
            sample.Dispose();
            throw new InvalidOperationException($"The sample {name} does not listen. {e.Message}", e);
        }
    }

    /// <summary>Starts a sample that is a client.</summary>
    /// <param name="name">Name of its project.</param>
    /// <param name="arguments">Its arguments.</param>
    public static SampleProcess StartClient(string name, params string[] arguments)
        => new(Path.Combine(DirectoryOf(name), name + ".dll"), null, arguments);

    /// <summary>Types a line.</summary>
    public Task TypeAsync(string line) => _process.Types(line);

    /// <summary>Waits until it has printed a line.</summary>
    public Task UntilLineAsync(string line) => _process.UntilLine(line);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> WhenEndedAsync() => _process.Ended();

    /// <summary>Ends it as a user does who closes its input.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> EndAsync()
    {
        _process.ClosesInput();
        return _process.Ended();
    }

    public void Dispose()
    {
        _process.Dispose();
        if (_config != null)
            File.Delete(_config);
    }

    // This assembly is in <repository>/engine/SuperSocket.Tests/bin/<configuration>/<framework>/. The variable names a directory with copies.
    private static string DirectoryOf(string name)
    {
        string[] here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        string samples = Environment.GetEnvironmentVariable("SAMPLES_DIRECTORY")
            ?? Path.Combine([Path.DirectorySeparatorChar + Path.Combine(here[..^5]), "samples"]);
        return Path.Combine([samples, name, .. here[^3..]]);
    }

    // The file that the sample ships, with a listener on a free port in place of each server's address.
    private static string WriteConfig(string shipped, (string Name, string Value)[] changes)
    {
        XDocument document = XDocument.Load(shipped);
        foreach (XElement server in document.Descendants("server"))
        {
            server.Elements("listeners").Remove();
            server.Add(new XElement("listeners", new XElement("add", new XAttribute("ip", "127.0.0.1"), new XAttribute("port", 0))));
            server.SetAttributeValue("ip", null);
            server.SetAttributeValue("port", null);
            foreach ((string name, string value) in changes)
                server.SetAttributeValue(name, value);
        }

        string file = Path.GetTempFileName();
        document.Save(file);
        return file;
    }

    [GeneratedRegex(@"^Listening on (\S+) \((.+)\)$")]
    private static partial Regex Listening();
}
