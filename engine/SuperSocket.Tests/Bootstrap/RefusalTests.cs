using System.Configuration;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>What a configuration of 1.6 may ask for and this engine does not do, and plain mistakes.</summary>
public class RefusalTests : BootstrapFixture
{
    private static readonly string Type = TypeName(typeof(RunServer));

    [Test]
    public void A_command_loader_of_dynamic_languages_is_refused_by_name() => Assert.That(
        Refusal($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" commandLoader="python">{AnyPort}</server></servers>
              <commandLoaders><add name="python" type="SuperSocket.Dlr.DynamicCommandLoader, SuperSocket.Dlr"/></commandLoaders>
            </superSocket>
            """),
        Does.Contain("commandLoader=\"python\"").And.Contain("dynamic languages"));

    [TestCase("serverTypeName='policy'")]
    [TestCase("serverType='SuperSocket.Facility.PolicyServer.FlashPolicyServer, SuperSocket.Facility'")]
    public void A_policy_server_is_refused(string attribute) => Assert.That(
        Refusal($"""
            <superSocket>
              <servers><server name="s" {attribute}>{AnyPort}</server></servers>
              <serverTypes><add name="policy" type="SuperSocket.Facility.PolicyServer.SilverlightPolicyServer, SuperSocket.Facility"/></serverTypes>
            </superSocket>
            """),
        Does.Contain("not supported").And.Contain("PolicyServer"));

    [Test]
    public void A_loader_that_no_server_uses_is_no_reason_to_refuse() => Start($"""
        <superSocket>
          <servers><server name="s" serverType="{Type}">{AnyPort}</server></servers>
          <commandLoaders><add name="python" type="SuperSocket.Dlr.DynamicCommandLoader, SuperSocket.Dlr"/></commandLoaders>
        </superSocket>
        """);

    [Test]
    public void The_culture_of_one_server_is_ignored_with_a_warning()
    {
        Start($"<superSocket><servers><server name='s' serverType='{Type}' defaultCulture='de-AT'>{AnyPort}</server></servers></superSocket>");
        Assert.That(Logs.Messages(LogLevel.Warn).Single(), Does.Contain("defaultCulture=\"de-AT\" is ignored"));
    }

    [Test]
    public void A_misspelt_attribute_is_a_warning()
    {
        var bootstrap = Start($"<superSocket><servers><server name='s' serverType='{Type}' MaxConnectionNumber='7' colour='red'>{AnyPort}</server></servers></superSocket>");
        Assert.That(Logs.Messages(LogLevel.Warn).Single(), Does.Contain("'MaxConnectionNumber'").And.Contain("'maxConnectionNumber'"));
        Assert.That(Server(bootstrap, "s").Config.MaxConnectionNumber, Is.EqualTo(ServerConfig.DefaultMaxConnectionNumber));
    }

    [Test]
    public void Errors_that_a_set_up_hook_meets_in_the_configuration_say_what_is_wrong_first() => Assert.That(
        Refusal($"<superSocket><servers><server name='s' serverType='{TypeName(typeof(HotServer))}'>{AnyPort}<room name='a' seats='many'/></server></servers></superSocket>"),
        Does.StartWith("The server 's': The element <room> is wrong: ").And.Contain("seats"));

    [Test]
    public void A_value_that_does_not_fit_says_so_first_and_where()
    {
        var e = Assert.Throws<ConfigurationErrorsException>(() => Create("<superSocket><servers>\n<server name='s' port='many'/></servers></superSocket>"))!;
        Assert.That(e.BareMessage, Does.Contain("'port'").And.Not.Contain("section handler"));
        Assert.That((e.Filename, e.Line), Is.EqualTo((File, 5)));
    }

    [Test]
    public void An_unknown_attribute_of_the_section_says_so_first_and_where()
    {
        var e = Assert.Throws<ConfigurationErrorsException>(() => Create("<superSocket logFactroy='x'/>"))!;
        Assert.That(e.BareMessage, Does.Contain("'logFactroy'").And.Not.Contain("section handler"));
        Assert.That((e.Filename, e.Line), Is.EqualTo((File, 4)));
    }

    [Test]
    public void A_file_that_is_not_xml_is_refused()
    {
        System.IO.File.WriteAllText(File, "<configuration>\n<superSocket>");
        Assert.That(() => BootstrapFactory.CreateBootstrapFromConfigFile(File), Throws.TypeOf<ConfigurationErrorsException>());
    }

    [Test]
    public void The_old_name_of_the_section_is_read()
    {
        using var bootstrap = Create($"<socketServer><servers><server name='s' serverType='{Type}'>{AnyPort}</server></servers></socketServer>", "socketServer");
        Assert.That(bootstrap.Initialize(Logs), bootstrap.LastError);
    }

    [Test]
    public void A_file_without_the_section_is_refused()
    {
        Write("<other/>", "other");
        Assert.That(() => BootstrapFactory.CreateBootstrapFromConfigFile(File), Throws.ArgumentNullException.With.Message.Contains("<superSocket>"));
        Assert.That(() => BootstrapFactory.CreateBootstrapFromConfigFile(File + ".missing"), Throws.TypeOf<FileNotFoundException>());
        Assert.That(() => BootstrapFactory.CreateBootstrap((IConfigurationSource)null!), Throws.ArgumentNullException);
        Assert.That(() => BootstrapFactory.CreateBootstrap("nowhere"), Throws.ArgumentException);
        Assert.That(BootstrapFactory.CreateBootstrap, Throws.TypeOf<ConfigurationErrorsException>().With.Message.Contains("<superSocket>"));
    }

    [Test]
    public void The_log_factory_of_1_6_can_be_named()
    {
        var bootstrap = Create($"""
            <superSocket logFactory="log4net">
              <servers><server name="named-log4net" serverType="{Type}">{AnyPort}</server></servers>
              <logFactories><add name="log4net" type="SuperSocket.SocketBase.Logging.Log4NetLogFactory, SuperSocket.SocketBase"/></logFactories>
            </superSocket>
            """);
        Assert.That(bootstrap.Initialize(), bootstrap.LastError);
        Assert.That(Server(bootstrap, "named-log4net").LogFactory, Is.TypeOf<Log4NetLogFactory>());
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
    }

    [Test]
    [NonParallelizable]
    public void A_reason_is_once_on_standard_error_and_never_twice_on_one_stream()
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        var (writtenOutput, writtenError) = (new StringWriter(), new StringWriter());
        try
        {
            Console.SetOut(writtenOutput);
            Console.SetError(writtenError);
            Write("<superSocket><servers><server name='s' serverTypeName='nowhere'/></servers></superSocket>");
            using var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(File);
            Assert.That(bootstrap.Initialize(), Is.False);
            Assert.That((Count(writtenOutput), Count(writtenError)), Is.EqualTo((1, 1)));

            bootstrap.ErrorOutput = Console.Out;
            Assert.That(bootstrap.Initialize(), Is.False);
            Assert.That((Count(writtenOutput), Count(writtenError)), Is.EqualTo((2, 1)));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }

        static int Count(StringWriter text) => text.ToString().Split("serverTypeName=\"nowhere\"").Length - 1;
    }
}
