using System.Configuration;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.Tests.Configuration;

/// <summary>Writes a configuration file into a directory of the test's own and reads it.</summary>
public abstract class ConfigFileFixture
{
    private const string SectionType = "SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine";

    protected string File { get; private set; } = null!;

    [SetUp]
    public void MakeDirectory() => File = Path.Combine(Directory.CreateTempSubdirectory("supersocket-config-").FullName, "App.config");

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);

    /// <summary>Writes a file that contains a section.</summary>
    /// <param name="section">The section's XML with its tag.</param>
    /// <param name="name">Name that the file gives the section.</param>
    protected void Write(string section, string name = "superSocket") =>

        // The declaration takes three lines, so the section starts on line 4.
        System.IO.File.WriteAllText(File, $"""
            <configuration>
              <configSections><section name="{name}" type="{SectionType}"/></configSections>

            {section}
            </configuration>
            """);

    /// <summary>The section, read from a file that contains it.</summary>
    /// <param name="section">The section's XML with its tag.</param>
    /// <param name="name">Name that the file gives the section.</param>
    protected SocketServiceConfig Read(string section, string name = "superSocket")
    {
        Write(section, name);
        return (SocketServiceConfig)Open().GetSection(name);
    }

    protected System.Configuration.Configuration Open()
    {
        var map = new ExeConfigurationFileMap { ExeConfigFilename = File };
        return ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
    }

    /// <summary>The only server of a section.</summary>
    protected Server ReadServer(string server) =>
        (Server)Read($"<superSocket><servers>{server}</servers></superSocket>").Servers.Single<IServerConfig>();

    protected ConfigurationErrorsException Error(string section) =>
        Assert.Throws<ConfigurationErrorsException>(() => Read(section))!;

    protected ConfigurationErrorsException ServerError(string server) =>
        Assert.Throws<ConfigurationErrorsException>(() => ReadServer(server))!;
}
