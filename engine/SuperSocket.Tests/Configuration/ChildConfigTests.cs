using System.Configuration;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Configuration;

public class ChildConfigTests : ConfigFileFixture
{
    private const string Rooms = """<rooms kind="open"><room name="a" seats="3"/><room name="b" seats="4"/></rooms>""";

    public static string[] Placements { get; } =
    [
        $"<other/>{Rooms}<last/>",
        $"<other x='1'></other>{Rooms}<last/>",
        $"\n  <other/>\n  {Rooms}\n  <last/>\n",
        $"<other/><!-- a comment -->{Rooms}<last/>",
        $"<listeners><add ip='Any' port='1'/></listeners>{Rooms}<last/>",
        $"<other/>{Rooms.Replace("><", ">\n    <", StringComparison.Ordinal).Replace(" seats", "\n      seats", StringComparison.Ordinal)}<last/>",
    ];

    [Test]
    public void An_element_is_read_into_the_applications_type()
    {
        IServerConfig server = ReadServer("""<server name="s"><room name="a" seats="3"/></server>""");
        AssertRoom(server.GetChildConfig<Room>("room"));
        AssertRoom(new ServerConfig(server).GetChildConfig<Room>("room"));
    }

    [Test]
    public void An_element_of_the_root_is_read_into_the_applications_type()
    {
        IConfigurationSource section = Read("""<superSocket><servers/><room name="a" seats="3"/></superSocket>""");
        AssertRoom(section.GetChildConfig<Room>("room"));
        AssertRoom(new ConfigurationSource(section).GetChildConfig<Room>("room"));
    }

    [TestCaseSource(nameof(Placements))]
    public void A_collection_is_read_wherever_it_stands(string children)
    {
        var server = ReadServer($"<server name='s'>{children}</server>");
        var rooms = server.GetChildConfig<RoomCollection>("rooms")!;
        Assert.That(rooms.Kind, Is.EqualTo("open"));
        Assert.That(rooms.Select(r => (r.Name, r.Seats)), Is.EqualTo(new[] { ("a", 3), ("b", 4) }));
        Assert.That(server.OptionElements.AllKeys, Does.Contain("last"));
    }

    [TestCaseSource(nameof(Placements))]
    public void A_collection_of_the_root_is_read_wherever_it_stands(string children)
    {
        var section = Read($"<superSocket>{children}</superSocket>");
        Assert.That(section.GetChildConfig<RoomCollection>("rooms")!.Select(r => r.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(section.OptionElements.AllKeys, Does.Contain("last"));
    }

    [Test]
    public void A_collection_takes_all_item_names_of_its_attribute()
    {
        var server = ReadServer("""
            <server name="s"><rooms><room name="a"/><none/><room name="b"/><room name="c"/><without name="b"/></rooms></server>
            """);
        Assert.That(server.GetChildConfig<RoomCollection>("rooms")!.Select(r => r.Name), Is.EqualTo(new[] { "c" }));
    }

    [Test]
    public void A_collection_without_the_attribute_takes_add_elements()
    {
        var server = ReadServer("""<server name="s"><rooms><add name="a"/></rooms></server>""");
        Assert.That(server.GetChildConfig<PlainRoomCollection>("rooms")!.Select(r => r.Name), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void An_element_with_a_collection_inside_is_read()
    {
        var server = ReadServer($"<server name='s'><house>{Rooms}</house></server>");
        Assert.That(server.GetChildConfig<House>("house")!.Rooms.Select(r => r.Name), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void An_absent_element_is_null()
    {
        IConfigurationSource section = Read("<superSocket><servers><server name='s'/></servers></superSocket>");
        Assert.That(section.GetChildConfig<Room>("room"), Is.Null);
        Assert.That(section.Servers.Single().GetChildConfig<Room>("room"), Is.Null);
        Assert.That(new ServerConfig().GetChildConfig<Room>("room"), Is.Null);
        Assert.That(new RootConfig().GetChildConfig<Room>("room"), Is.Null);
    }

    [Test]
    public void Of_two_elements_of_one_name_the_first_counts()
    {
        var server = ReadServer("""<server name="s"><room name="a" seats="3"/><room name="b"/></server>""");
        AssertRoom(server.GetChildConfig<Room>("room"));
    }

    [Test]
    public void The_namespace_of_a_schema_is_ignored()
    {
        var section = Read($"""
            <superSocket xmlns="http://schema.supersocket.net/supersocket" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                         xsi:schemaLocation="http://schema.supersocket.net/supersocket v1.6.xsd">
              <servers><server name="s"><room name="a" seats="3"/>{Rooms}</server></servers>
              <room name="a" seats="3" xsi:nil="false"/>
            </superSocket>
            """);
        AssertRoom(section.GetChildConfig<Room>("room"));
        AssertRoom(section.Servers[0].GetChildConfig<Room>("room"));
        Assert.That(section.Servers[0].GetChildConfig<RoomCollection>("rooms")!.Select(r => r.Name), Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase("<room name='a' seats='many'/>", "'seats'")]
    [TestCase("<room name='a' color='red'/>", "'color'")]
    [TestCase("<room seats='3'/>", "'name'")]
    public void An_element_that_does_not_fit_the_type_is_an_error_that_names_it(string room, string named)
    {
        var server = ReadServer($"<server name='s'>{room}</server>");
        var error = Assert.Throws<ConfigurationErrorsException>(() => server.GetChildConfig<Room>("room"));
        Assert.That(error.Message, Does.Contain("<room>").And.Contains(named));
    }

    [Test]
    public void A_child_that_is_no_XML_is_a_configuration_error() => Assert.That(
        () => ConfigurationExtension.DeserializeChildConfig<Room>("<room"), Throws.TypeOf<ConfigurationErrorsException>());

    [Test]
    public void A_child_without_a_name_is_an_argument_error() =>
        Assert.That(() => new RootConfig().GetChildConfig<Room>(""), Throws.ArgumentNullException);

    private static void AssertRoom(Room? room) => Assert.That((room?.Name, room?.Seats), Is.EqualTo(("a", 3)));
}
