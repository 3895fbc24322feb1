using System.Configuration;
using System.Globalization;
using ChatServer.Configuration;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.SocketEngine.Configuration;

namespace ChatServer.Hosting;

/// <summary>Checks a configuration file as a start does: it reads both sections and sets the servers up, but starts none.</summary>
internal static class ConfigurationChecker
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="file">The file.</param>
    public static IEnumerable<ConfigurationFinding> Find(string file)
    {
        IBootstrap? bootstrap = null;
        List<ConfigurationFinding> findings = [];
        Try(file, findings, () => bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(file, EnvironmentSettings.Apply, EnvironmentSettings.Files));

        // A file that cannot be read at all has one error, not one for each section.
        if (bootstrap != null || findings.TrueForAll(finding => finding.Line > 0))
            Try(file, findings, () => ChatOptions.Load(file));
        if (findings.Count > 0 || bootstrap?.Config is not SocketServiceConfig section)
            return findings.Distinct();

        // The servers read the section <chat> again, so they are checked only if it is right.
        Dictionary<string, int> lines = section.Servers.Cast<Server>().ToDictionary(server => server.Name, server => server.ElementInformation.LineNumber);
        if (lines.Count == 0 || section.Servers.Cast<Server>().All(server => server.Disabled))
            return [new ConfigurationFinding(file, 0, IsError: true, "The file names no server to run.")];
        return ConfigurationCheck.FindProblems(section, file)
            .Select(problem => new ConfigurationFinding(file, lines[problem.Server], problem.Level >= LogLevel.Error, problem.Text))
            .Concat(FindSharedEndPoints(section).Select(shared => new ConfigurationFinding(file, lines[shared.Server], IsError: true, shared.Text)));
    }

    private static void Try(string file, List<ConfigurationFinding> findings, Action read)
    {
        try
        {
            read();
        }
        catch (ConfigurationErrorsException e)
        {
            findings.AddRange(e.Errors.OfType<ConfigurationErrorsException>().Select(error => GetFinding(file, error)));
        }
        catch (Exception e)
        {
            findings.Add(new ConfigurationFinding(file, 0, IsError: true, ConfigurationError.Describe(e)));
        }
    }

    private static ConfigurationFinding GetFinding(string file, ConfigurationErrorsException error)
    {
        (string text, string? place, int line) = ConfigurationError.Locate(error);
        return new ConfigurationFinding(string.IsNullOrEmpty(place) ? file : place, line, IsError: true, text);
    }

    // A start finds this when it opens the second listener.
    private static IEnumerable<(string Server, string Text)> FindSharedEndPoints(SocketServiceConfig section)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Server server in section.Servers.Cast<Server>().Where(server => !server.Disabled))
        {
            IEnumerable<(string? Ip, int Port)> all = [(server.Ip, server.Port), .. server.Listeners.Cast<Listener>().Select(listener => (listener.Ip, listener.Port))];
            foreach ((string? ip, int port) in all.Where(listener => listener.Port > 0))
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{ip}:{port} ({server.Mode})");
                if (!owners.TryAdd(place, server.Name))
                    yield return (server.Name, $"The server '{server.Name}' listens on {place}, and so does the server '{owners[place]}'.");
            }
        }
    }
}
