using System.Configuration;
using ChatServer.Configuration;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Hosting;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Tests.Units;

public class ConfigurationTests
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("chat-config-").FullName, "App.config");

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [TestCase("maxRequestLenght", "; did you mean 'maxRequestLength'?")]
    [TestCase("Languag", "; did you mean 'language'?")]
    [TestCase("textEncodding", "; did you mean 'textEncoding'?")]
    [TestCase("somethingElse", ".")]
    public void An_unknown_attribute_is_named_with_what_was_probably_meant(string attribute, string end)
    {
        var config = new ServerConfig { Name = "Chat", Options = new() { { "language", "en" }, { attribute, "1" } } };
        Assert.That(ServerAttributes.FindUnknown(new RootConfig(), config), Is.EqualTo($"The server 'Chat' has an unknown attribute '{attribute}'{end}"));
    }

    [Test]
    public void Our_own_attribute_is_known()
        => Assert.That(ServerAttributes.FindUnknown(new RootConfig(), new ServerConfig { Options = new() { { "language", "en" } } }), Is.Null);

    [Test]
    public void An_unknown_element_is_named()
    {
        var config = new ServerConfig { Name = "Chat", OptionElements = new() { { "room", "<room/>" } } };
        Assert.That(ServerAttributes.FindUnknown(new RootConfig(), config), Is.EqualTo("The server 'Chat' has an unknown element <room>."));
    }

    [Test]
    public void Options_are_read()
    {
        ChatOptions options = Load("<store type=\"Memory\" path=\"kept\" /><limits maxMessagesPerUser=\"1\" maxCharactersPerUser=\"2\" maxMessages=\"3\" maxCharacters=\"4\" /><log level=\"Debug\" />");
        Assert.That(options.Limits, Is.EqualTo(new StoreLimits { MaxMessagesPerUser = 1, MaxCharactersPerUser = 2, MaxMessages = 3, MaxCharacters = 4 }));
        Assert.That(options.Store, Is.EqualTo(new StoreOptions { Type = StoreType.Memory, Path = InDirectory("kept") }));
        Assert.That(options.LogLevel, Is.EqualTo(LogLevel.Debug));
    }

    [Test]
    public void Accounts_are_read()
    {
        ChatOptions options = Load("<accounts mode=\"Closed\" iterations=\"1000\" maxAccounts=\"2\" failuresPerAccount=\"3\" failuresPerAddress=\"4\" longestPause=\"5\" newAccountsPerHourPerAddress=\"6\" newAccountBurstPerAddress=\"7\" />");
        Assert.That(options.Accounts, Is.EqualTo(new AccountOptions
        {
            Mode = AccountMode.Closed,
            Iterations = 1000,
            MaxAccounts = 2,
            FailuresPerAccount = 3,
            FailuresPerAddress = 4,
            MaxPause = TimeSpan.FromSeconds(5),
            NewAccountsPerHourPerAddress = 6,
            NewAccountBurstPerAddress = 7,
        }));
    }

    [Test]
    public void Limits_of_clients_are_read()
    {
        ChatOptions options = Load("""
            <limits maxTextLength="1" messagesPerSecond="2" messageBurst="3" commandsPerSecond="4" commandBurst="5" loginTimeOut="6"
                    slowReaderTimeOut="7" maxConnectionsPerAddress="8" loginsPerSecondPerAddress="9" loginBurstPerAddress="10" maxAge="11"
                    maxGroupsPerUser="12" maxMembersPerGroup="13" maxMemberships="14"
                    maxMessagesPerSender="15" maxCharactersPerSender="16" maxMessagesPerAddress="17" maxCharactersPerAddress="18" maxMessagesToUnknown="19"
                    maxMembershipsPerAddress="20" commandsPerSecondPerAddress="21" commandBurstPerAddress="22" />
            """);
        Assert.That(options.SessionLimits, Is.EqualTo(new SessionLimits
        {
            MaxTextLength = 1,
            MessagesPerSecond = 2,
            MessageBurst = 3,
            CommandsPerSecond = 4,
            CommandBurst = 5,
            LoginTimeOut = TimeSpan.FromSeconds(6),
            SlowReaderTimeOut = TimeSpan.FromSeconds(7),
        }));
        Assert.That(options.AddressLimits, Is.EqualTo(new AddressLimits { MaxConnections = 8, LoginsPerSecond = 9, LoginBurst = 10, CommandsPerSecond = 21, CommandBurst = 22 }));
        Assert.That(options.Limits, Is.EqualTo(new StoreLimits
        {
            MaxAge = TimeSpan.FromSeconds(11),
            MaxGroupsPerUser = 12,
            MaxMembersPerGroup = 13,
            MaxMemberships = 14,
            MaxMessagesPerSender = 15,
            MaxCharactersPerSender = 16,
            MaxMessagesPerAddress = 17,
            MaxCharactersPerAddress = 18,
            MaxMessagesToUnknown = 19,
            MaxMembershipsPerAddress = 20,
        }));
    }

    [Test]
    public void What_the_file_does_not_say_has_defaults()
        => Assert.That(Load(string.Empty), Is.EqualTo(new ChatOptions { Store = new StoreOptions { Type = StoreType.Journal, Path = InDirectory("data") } }));

    [TestCase("<limits maxMessages=\"0\" />", 6, "maxMessages")]
    [TestCase("<limits\nmaxMessages=\"many\" />", 7, "maxMessages")]
    [TestCase("<limits maxMessage=\"1\" />", 6, "maxMessage")]
    [TestCase("<limits messageBurst=\"0\" />", 6, "messageBurst")]
    [TestCase("<limits commandsPerSecond=\"1000001\" />", 6, "commandsPerSecond")]
    [TestCase("<limits loginTimeOut=\"-1\" />", 6, "loginTimeOut")]
    [TestCase("<log level=\"Loud\" />", 6, "level")]
    [TestCase("<log level=\"Info, Warn\" />", 6, "debug, info, warn, error, fatal")]
    [TestCase("<store type=\"&#27;[31m&#10;\" />", 6, "\u241b[31m\u240a")]
    [TestCase("<store type=\"disk\" />", 6, "journal, memory")]
    [TestCase("<store path=\"\" />", 6, "path")]
    [TestCase("<accounts mode=\"secret\" />", 6, "open, closed, none")]
    [TestCase("<accounts iterations=\"999\" />", 6, "iterations")]
    [TestCase("<accounts password=\"secret\" />", 6, "password")]
    [TestCase("<rooms />", 6, "rooms")]
    public void An_error_is_one_line_with_the_file_the_line_and_the_culprit(string chat, int line, string culprit)
    {
        string text = ConfigurationError.Describe(Assert.Throws<ConfigurationErrorsException>(() => Load(chat))!);
        Assert.That(text, Does.StartWith($"{_file}, line {line}: ").And.Contain(culprit));
        Assert.That(PrintableText.IsSafe(text), Is.True);
    }

    private string InDirectory(string name) => Path.Combine(Path.GetDirectoryName(_file)!, name);

    private ChatOptions Load(string chat)
    {
        File.WriteAllText(_file, $"""
            <configuration>
              <configSections>
                <section name="chat" type="ChatServer.Configuration.ChatSection, ChatServer" />
              </configSections>
              <chat>
            {chat}
              </chat>
            </configuration>
            """);
        return ChatOptions.Load(_file);
    }
}
