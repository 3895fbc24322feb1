using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Configuration;

public class ServerChildElementTests : ConfigFileFixture
{
    [Test]
    public void Absent_child_elements_are_empty_and_not_null()
    {
        IServerConfig server = ReadServer("""<server name="s"/>""");
        var certificate = server.Certificate!;
        Assert.That(certificate.FilePath, Is.Empty);
        Assert.That(certificate.Password, Is.Empty);
        Assert.That(certificate.StoreName, Is.Empty);
        Assert.That(certificate.Thumbprint, Is.Empty);
        Assert.That(certificate.StoreLocation, Is.EqualTo(StoreLocation.CurrentUser));
        Assert.That(certificate.ClientCertificateRequired, Is.False);
        Assert.That(certificate.KeyStorageFlags, Is.EqualTo(X509KeyStorageFlags.DefaultKeySet));
        Assert.That(server.Listeners, Is.Not.Null.And.Empty);
        Assert.That(server.CommandAssemblies, Is.Not.Null.And.Empty);
    }

    [Test]
    public void A_certificate_is_read()
    {
        IServerConfig server = ReadServer("""
            <server name="s">
              <certificate filePath="a.pfx" password="p" storeName="My" thumbprint="42" storeLocation="LocalMachine"
                           clientCertificateRequired="true" keyStorageFlags="Exportable, MachineKeySet"/>
            </server>
            """);
        AssertCertificate(server.Certificate!);
        AssertCertificate(new ServerConfig(server).Certificate!);

        static void AssertCertificate(ICertificateConfig certificate)
        {
            Assert.That(certificate.FilePath, Is.EqualTo("a.pfx"));
            Assert.That(certificate.Password, Is.EqualTo("p"));
            Assert.That(certificate.StoreName, Is.EqualTo("My"));
            Assert.That(certificate.Thumbprint, Is.EqualTo("42"));
            Assert.That(certificate.StoreLocation, Is.EqualTo(StoreLocation.LocalMachine));
            Assert.That(certificate.ClientCertificateRequired, Is.True);
            Assert.That(certificate.KeyStorageFlags, Is.EqualTo(X509KeyStorageFlags.Exportable | X509KeyStorageFlags.MachineKeySet));
        }
    }

    [Test]
    public void An_unknown_attribute_of_a_certificate_is_an_error_that_names_it() => Assert.That(
        ServerError("""<server name="s"><certificate filepath="a.pfx"/></server>""").Message,
        Does.Contain("'filepath'").And.Contains("App.config line 4"));

    [Test]
    public void Listeners_are_read_in_the_order_of_the_file()
    {
        IServerConfig server = ReadServer("""
            <server name="s">
              <listeners><add ip="Any" port="2012"/><add ip="127.0.0.1" port="2013" backlog="7" security="Tls13"/></listeners>
            </server>
            """);
        var expected = new (string?, int, int, string?)[] { ("Any", 2012, 100, ""), ("127.0.0.1", 2013, 7, "Tls13") };
        Assert.That(server.Listeners!.Select(l => (l.Ip, l.Port, l.Backlog, l.Security)), Is.EqualTo(expected));
        Assert.That(new ServerConfig(server).Listeners!.Select(l => (l.Ip, l.Port, l.Backlog, l.Security)), Is.EqualTo(expected));
    }

    [TestCase("""<add port="1"/>""", "'ip'")]
    [TestCase("""<add ip="Any"/>""", "'port'")]
    [TestCase("""<add ip="Any" port="x"/>""", "'port'")]
    [TestCase("""<add ip="Any" port="1" name="n"/>""", "'name'")]
    [TestCase("""<listener ip="Any" port="1"/>""", "'listener'")]
    public void A_wrong_listener_is_an_error_that_tells_where(string listener, string named)
    {
        var error = ServerError($"<server name='s'><listeners>\n{listener}</listeners></server>");
        Assert.That(error.BareMessage, Does.Contain(named));
        Assert.That((error.Filename, error.Line), Is.EqualTo((File, 5)));
    }

    [Test]
    public void Command_assemblies_are_read_in_the_order_of_the_file()
    {
        IServerConfig server = ReadServer("""
            <server name="s"><commandAssemblies><add assembly="B"/><add assembly="A"/></commandAssemblies></server>
            """);
        Assert.That(server.CommandAssemblies!.Select(a => a.Assembly), Is.EqualTo(new[] { "B", "A" }));
        Assert.That(new ServerConfig(server).CommandAssemblies!.Select(a => a.Assembly), Is.EqualTo(new[] { "B", "A" }));
    }
}
