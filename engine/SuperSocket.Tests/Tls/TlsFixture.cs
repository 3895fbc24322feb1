using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

public abstract class TlsFixture : NetFixture
{
    private string? _directory;

    [TearDown]
    public void Remove_files()
    {
        if (_directory != null)
            Directory.Delete(_directory, recursive: true);
    }

    protected string NewDirectory() => _directory ??= Directory.CreateTempSubdirectory("tls-test-").FullName;

    protected string NewPfx()
    {
        string path = Path.Combine(NewDirectory(), "server.pfx");
        File.WriteAllBytes(path, Certificates.ServerPfx);
        return path;
    }

    protected ServerConfig TlsConfig(string security = "Tls12, Tls13", params ListenerConfig[] listeners)
    {
        ServerConfig config = Config(listeners);
        config.Security = security;
        config.Certificate = new CertificateConfig { FilePath = NewPfx(), Password = Certificates.Password };
        return config;
    }

    internal async Task<TestClient> SecureConnect(IAppServer server, int listener = 0, SslProtocols protocols = SslProtocols.None)
        => await (await Connect(server, listener)).SecureAsync(protocols);
}
