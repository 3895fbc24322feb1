using NUnit.Framework;

namespace SuperSocket.Tests.Configuration;

public class ServerOptionTests : ConfigFileFixture
{
    [Test]
    public void Unknown_attributes_become_options()
    {
        var server = ReadServer("""<server name="s" journal="on" port="1" Journal-Path="/var/chat"/>""");
        Assert.That(server.Options.AllKeys, Is.EqualTo(new[] { "journal", "Journal-Path" }));
        Assert.That(server.Options["journal"], Is.EqualTo("on"));
        Assert.That(server.Options["Journal-Path"], Is.EqualTo("/var/chat"));
    }

    [Test]
    public void The_old_attribute_commandAssembly_stays_an_option()
    {
        var server = ReadServer("""<server name="s" commandAssembly="Old"/>""");
        Assert.That(server.Options["commandAssembly"], Is.EqualTo("Old"));
        Assert.That(server.CommandAssemblies, Is.Empty);
    }

    [Test]
    public void An_option_that_differs_from_an_attribute_only_by_case_is_found()
    {
        var server = ReadServer("""<server name="s" maxconnectionnumber="1" other="2"/>""");
        Assert.That(server.GetMisspeltOptions(), Is.EqualTo(new[] { ("maxconnectionnumber", "maxConnectionNumber") }));
        Assert.That(server.MaxConnectionNumber, Is.EqualTo(100));
    }

    [Test]
    public void Unknown_child_elements_are_kept_with_their_tags()
    {
        var server = ReadServer("""<server name="s"><chat limit="3"><room name="a"/></chat><empty/></server>""");
        Assert.That(server.OptionElements.AllKeys, Is.EqualTo(new[] { "chat", "empty" }));
        Assert.That(server.OptionElements["chat"], Is.EqualTo("""<chat limit="3"><room name="a" /></chat>"""));
        Assert.That(server.OptionElements["empty"], Is.EqualTo("<empty />"));
    }

    [Test]
    public void Without_unknown_parts_the_options_are_empty_and_not_null()
    {
        var server = ReadServer("""<server name="s"/>""");
        Assert.That(server.Options, Is.Not.Null.And.Empty);
        Assert.That(server.OptionElements, Is.Not.Null.And.Empty);
    }

    [Test]
    public void Options_of_one_server_do_not_reach_the_next()
    {
        var section = Read("""<superSocket><servers><server name="a" x="1"/><server name="b"/></servers></superSocket>""");
        Assert.That(section.Servers[0].Options["x"], Is.EqualTo("1"));
        Assert.That(section.Servers[1].Options, Is.Empty);
    }
}
