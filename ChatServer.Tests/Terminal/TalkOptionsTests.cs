using System.CommandLine;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Words;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>Arguments and environment.</summary>
public class TalkOptionsTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Test]
    public void Nothing_is_needed()
    {
        TalkOptions options = Parse();
        Assert.That(options, Is.EqualTo(new TalkOptions { Servers = options.Servers }));
        Assert.That(options.Servers, Is.EqualTo(new[] { new Uri("chat://127.0.0.1:2020") }));
    }

    [Test]
    public void Arguments_win_over_the_environment()
    {
        (_environment["CHAT_SERVER"], _environment["CHAT_ID"], _environment["CHAT_PASSWORD"]) = ("ws://host:2021/ws", "juliet", "secret");
        Assert.That((Parse().Place, Parse().Id, Parse().Password), Is.EqualTo(("ws://host:2021", "juliet", "secret")));
        Assert.That((Parse("--server", "localhost", "--id", "romeo").Place, Parse("--id", "romeo").Id), Is.EqualTo(("chat://localhost:2020", "romeo")));
    }

    [TestCase("localhost:4000", "chat://localhost:4000/")]
    [TestCase("chats://host", "chats://host:2020/")]
    [TestCase("[::1]:2020", "chat://[::1]:2020/")]
    [TestCase("wss://host/ws", "wss://host/ws")]
    public void A_server_is_an_address(string text, string expected) => Assert.That(Parse("--server", text).Servers.Single().ToString(), Is.EqualTo(expected));

    [Test]
    public void Several_servers_are_separated_by_commas()
    {
        TalkOptions options = Parse("--server", "a:4000, wss://b/ws,c");
        Assert.That(options.Place, Is.EqualTo("chat://a:4000, wss://b, chat://c:2020"));
        Assert.That(options.ExposedPlace, Is.EqualTo("a:4000, c:2020"));
        Assert.That(options.ToClientOptions("romeo", "secret", new EnglishWords()).OtherServers, Is.EqualTo(options.Servers.Skip(1)));
        Assert.That(() => Parse("--server", "a,,b"), Throws.InstanceOf<UsageException>());
    }

    [Test]
    public void A_group_is_written_with_a_number_sign()
    {
        Assert.That(Parse("--to", "bob").To, Is.EqualTo(new Recipient("bob", IsGroup: false)));
        Assert.That(Parse("--to", "#verona").To, Is.EqualTo(new Recipient("verona", IsGroup: true)));
    }

    [Test]
    public void What_only_scripts_need_means_plain()
    {
        Assert.That(Parse("--receive", "3"), Has.Property(nameof(TalkOptions.IsPlain)).True.And.Property(nameof(TalkOptions.Receive)).EqualTo(3));
        Assert.That(Parse("--wait", "1.5").Wait, Is.EqualTo(TimeSpan.FromSeconds(1.5)));
        Assert.That(Parse("--to", "bob").IsPlain, Is.False);
    }

    [TestCase("--colour", "There is no option '--colour'.")]
    [TestCase("--serve host", "There is no option '--serve'. Did you mean '--server'?")]
    [TestCase("bob", "There is no option 'bob'.")]
    [TestCase("--id", "--id needs a value.")]
    [TestCase("--id ", "--id needs a value.")]
    [TestCase("--to --plain", "--to needs a value; write a group in quotes: '#name'.")]
    [TestCase("--to #", "'#' is neither an id nor a #group.")]
    [TestCase("--receive 0", "--receive needs a number greater than 0, not '0'.")]
    [TestCase("--receive many", "--receive needs a number greater than 0, not 'many'.")]
    [TestCase("--wait -1", "--wait needs a number greater than 0, not '-1'.")]
    [TestCase("--wait NaN", "--wait needs a number greater than 0, not 'NaN'.")]
    [TestCase("--language fr", "'fr' is not a supported language. Use en or zh.")]
    [TestCase("--server http://host", "'http://host' is not the address of a chat server. Examples: chat://localhost:2020, ws://localhost:2021/ws.")]
    public void What_is_wrong_is_said(string args, string message)
        => Assert.That(() => Parse(args.Split(' ')), Throws.TypeOf<UsageException>().With.Message.EqualTo(message));

    [TestCase("", "", "", "", "en")]
    [TestCase("", "", "zh_CN.UTF-8", "", "zh")]
    [TestCase("", "zh_TW", "en_GB", "", "zh")]
    [TestCase("C", "zh_TW", "zh_CN", "", "en")]
    [TestCase("", "", "de_DE", "", "en")]
    [TestCase("zh_CN", "", "", "--language en", "en")]
    [TestCase("", "", "", "--language zh", "zh")]
    public void The_language_is_that_of_the_terminal_unless_another_is_asked_for(string all, string messages, string lang, string args, string expected)
    {
        (_environment["LC_ALL"], _environment["LC_MESSAGES"], _environment["LANG"]) = (all, messages, lang);
        Assert.That(TerminalLanguage.Choose(args.Split(' '), _environment.GetValueOrDefault).Language, Is.EqualTo(expected));
    }

    private TalkOptions Parse(params string[] args)
    {
        var arguments = new TalkArguments();
        var command = new RootCommand();
        arguments.AddTo(command);
        return TalkOptions.Parse(CommandLine.Parse(command, args), arguments, _environment.GetValueOrDefault, new EnglishWords());
    }
}
