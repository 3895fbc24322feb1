using NUnit.Framework;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Tls;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Where configured files are looked for, also when the configuration was written on Windows.</summary>
public class ConfiguredPathTests : BootstrapFixture
{
    [TestCase("server.pfx")]
    [TestCase(@"Config\server.pfx")]
    public void A_certificate_is_found_beside_the_configuration_file(string path)
    {
        string file = Path.Combine(Path.GetDirectoryName(File)!, path.Replace('\\', '/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, Certificates.ServerPfx);

        DefaultBootstrap bootstrap = Start(Section(path));

        Assert.That(Server(bootstrap, "Secure").Certificate!.Subject, Is.EqualTo("CN=server"));
    }

    [Test]
    public void A_certificate_in_the_directory_of_the_application_is_found_as_in_1_6()
    {
        string name = $"beside-{Guid.NewGuid():N}.pfx";
        string file = Path.Combine(AppContext.BaseDirectory, name);
        System.IO.File.WriteAllBytes(file, Certificates.ServerPfx);
        try
        {
            Start(Section(name));
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    [Test]
    public void A_certificate_that_is_nowhere_is_missed_beside_the_configuration_file()
        => Assert.That(Refusal(Section("nowhere.pfx")), Does.Contain($"there is no file '{Path.Combine(Path.GetDirectoryName(File)!, "nowhere.pfx")}'"));

    [Test]
    public void Backslashes_separate_in_the_paths_of_a_program()
    {
        Assume.That(Path.DirectorySeparatorChar, Is.EqualTo('/'));
        Write("<superSocket/>", "superSocket");
        using var server = new RunServer();

        Assert.That(server.GetFilePath(@"Config\users.xml"), Is.EqualTo(Path.Combine(AppContext.BaseDirectory, "Config/users.xml")));
        Assert.That(() => BootstrapFactory.CreateBootstrapFromConfigFile(File.Replace('/', '\\')), Throws.Nothing);
        Assert.That(new PathLog(File.Replace('/', '\\')).Path, Is.EqualTo(File));
    }

    private static string Section(string certificate) => $"""
        <superSocket><servers>
          <server name='Secure' serverType='{TypeName(typeof(RunServer))}' security='Tls12, Tls13'>
            {AnyPort}
            <certificate filePath='{certificate}' password='{Certificates.Password}' />
          </server>
        </servers></superSocket>
        """;

    private sealed class PathLog(string file) : LogFactoryBase(file)
    {
        public string Path => ConfigFile;

        public override ILog GetLog(string name) => throw new NotSupportedException();
    }
}
