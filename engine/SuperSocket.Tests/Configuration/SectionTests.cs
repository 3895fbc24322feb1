using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Configuration;

public class SectionTests : ConfigFileFixture
{
    /// <summary>Attribute, property, default, another value as text and as value.</summary>
    private static readonly object?[][] Attributes =
    [
        ["maxWorkingThreads", "MaxWorkingThreads", -1, "100", 100],
        ["minWorkingThreads", "MinWorkingThreads", -1, "10", 10],
        ["maxCompletionPortThreads", "MaxCompletionPortThreads", -1, "101", 101],
        ["minCompletionPortThreads", "MinCompletionPortThreads", -1, "11", 11],
        ["performanceDataCollectInterval", "PerformanceDataCollectInterval", 60, "5", 5],
        ["disablePerformanceDataCollector", "DisablePerformanceDataCollector", false, "true", true],
        ["isolation", "Isolation", IsolationMode.None, "Process", IsolationMode.Process],
        ["logFactory", "LogFactory", "", "console", "console"],
        ["defaultCulture", "DefaultCulture", "", "zh-CN", "zh-CN"],
    ];

    [TestCaseSource(nameof(Attributes))]
    public void An_absent_attribute_has_its_default(string attribute, string property, object expected, string text, object other) =>
        Assert.That(Value(Read("<superSocket/>"), property), Is.EqualTo(expected).And.Not.EqualTo(other), attribute + " " + text);

    [TestCaseSource(nameof(Attributes))]
    public void An_attribute_is_read(string attribute, string property, object otherwise, string text, object expected)
    {
        IRootConfig section = Read($"""<superSocket {attribute}="{text}"/>""");
        Assert.That(Value(section, property), Is.EqualTo(expected).And.Not.EqualTo(otherwise));
        Assert.That(Value(new RootConfig(section), property), Is.EqualTo(expected));
    }

    [Test]
    public void An_empty_section_has_no_servers_and_no_types()
    {
        IConfigurationSource section = Read("<superSocket/>");
        Assert.That(section.Servers, Is.Empty);
        Assert.That(section.ServerTypes, Is.Empty);
        Assert.That(section.OptionElements, Is.Empty);
    }

    [Test]
    public void The_section_may_have_its_old_name() =>
        Assert.That(Read("""<socketServer logFactory="l"/>""", "socketServer").LogFactory, Is.EqualTo("l"));

    [Test]
    public void A_misspelt_root_attribute_is_an_error_that_names_it()
    {
        var error = Error("<superSocket\n maxworkingthreads='5'/>");
        Assert.That(error.BareMessage, Does.Contain("'maxworkingthreads'"));
        Assert.That((error.Filename, error.Line), Is.EqualTo((File, 5)));
    }

    [Test]
    public void An_unknown_isolation_is_an_error_that_lists_the_known_ones() =>
        Assert.That(Error("<superSocket isolation='none'/>").BareMessage, Does.Contain("None, AppDomain, Process"));

    [Test]
    public void Attributes_for_a_schema_are_accepted()
    {
        var section = Read("""
            <superSocket xmlns="http://schema.supersocket.net/supersocket" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                         xmlns:other="urn:other" xsi:schemaLocation="http://schema.supersocket.net/supersocket v1.6.xsd">
              <servers><server name="s" port="2012"/></servers>
            </superSocket>
            """);
        Assert.That(section.Servers[0].Port, Is.EqualTo(2012));
        Assert.That(section.Servers[0].Options, Is.Empty);
    }

    [Test]
    public void Servers_keep_the_order_of_the_file()
    {
        IConfigurationSource section = Read("<superSocket><servers><server name='b'/><server name='a'/></servers></superSocket>");
        Assert.That(section.Servers.Select(s => s.Name), Is.EqualTo(new[] { "b", "a" }));
    }

    [Test]
    public void A_server_can_be_removed_by_name()
    {
        IConfigurationSource section = Read(
            "<superSocket><servers><server name='a'/><server name='b'/><remove name='a'/></servers></superSocket>");
        Assert.That(section.Servers.Select(s => s.Name), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Servers_can_be_cleared()
    {
        IConfigurationSource section = Read("<superSocket><servers><server name='a'/><clear/><server name='b'/></servers></superSocket>");
        Assert.That(section.Servers.Select(s => s.Name), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void An_add_element_among_servers_is_an_error_that_names_it() => Assert.That(
        Error("<superSocket><servers><add name='a'/></servers></superSocket>").Message, Does.Contain("'add'").And.Contains("App.config line 4"));

    [TestCase("serverTypes")]
    [TestCase("connectionFilters")]
    [TestCase("logFactories")]
    [TestCase("receiveFilterFactories")]
    [TestCase("commandLoaders")]
    public void Types_are_read(string element)
    {
        IConfigurationSource section = Read(
            $"<superSocket><{element}><add name='b' type='N.B, A'/><add name='a' type='N.A, A'/></{element}></superSocket>");
        var expected = new[] { ("b", "N.B, A"), ("a", "N.A, A") };
        Assert.That(Types(section, element), Is.EqualTo(expected));
        Assert.That(Types(new ConfigurationSource(section), element), Is.EqualTo(expected));
        Assert.That(section.OptionElements, Is.Empty);
    }

    [TestCase("<add name='a'/>", "'type'")]
    [TestCase("<add type='T, A'/>", "'name'")]
    [TestCase("<add name='a' type='T, A' kind='x'/>", "'kind'")]
    [TestCase("<add name='a' type='T, A'/><add name='a' type='U, A'/>", "'a'")]
    public void A_wrong_type_entry_is_an_error_that_tells_where(string entries, string named) => Assert.That(
        Error($"<superSocket><logFactories>\n{entries}</logFactories></superSocket>").Message,
        Does.Contain(named).And.Contains("App.config line 5"));

    [TestCase("add")]
    [TestCase("service")]
    public void The_old_services_element_gives_server_types(string tag)
    {
        IConfigurationSource section = Read($"<superSocket><services><{tag} name='a' type='N.A, A'/></services></superSocket>");
        Assert.That(Types(section, "serverTypes"), Is.EqualTo(new[] { ("a", "N.A, A") }));
        Assert.That(section.OptionElements, Is.Empty);
    }

    [Test]
    public void The_old_services_element_may_mix_its_two_forms()
    {
        IConfigurationSource section = Read("""
            <superSocket><services>
              <add name="a" type="N.A, A"/><service name="b" type="N.B, A"/><add name="c" type="N.C, A"/>
            </services></superSocket>
            """);
        Assert.That(Types(section, "serverTypes").Select(t => t.Name), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void A_server_type_wins_over_an_old_service_of_the_same_name()
    {
        IConfigurationSource section = Read("""
            <superSocket>
              <services><add name="a" type="N.Old, A"/></services>
              <serverTypes><add name="a" type="N.New, A"/></serverTypes>
            </superSocket>
            """);
        Assert.That(Types(section, "serverTypes"), Is.EqualTo(new[] { ("a", "N.New, A") }));
    }

    [Test]
    public void Unknown_child_elements_are_kept_with_their_tags()
    {
        var section = Read("<superSocket><chat limit='3'/><other/></superSocket>");
        Assert.That(section.OptionElements.AllKeys, Is.EqualTo(new[] { "chat", "other" }));
        Assert.That(section.OptionElements["chat"], Is.EqualTo("""<chat limit="3" />"""));
    }

    private static (string Name, string Type)[] Types(IConfigurationSource source, string element)
    {
        string property = char.ToUpperInvariant(element[0]) + element[1..];
        var types = (IEnumerable<ITypeProvider>)typeof(IConfigurationSource).GetProperty(property)!.GetValue(source)!;
        return types.Select(t => (t.Name, t.Type)).ToArray();
    }

    private static object? Value(IRootConfig section, string property) => typeof(IRootConfig).GetProperty(property)!.GetValue(section);
}
