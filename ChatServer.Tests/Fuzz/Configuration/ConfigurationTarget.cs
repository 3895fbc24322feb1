using System.Configuration;
using System.Text;
using ChatServer.Configuration;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Hosting;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Fuzz.Configuration;

/// <summary>
/// Files of which it is known whether they are right, from the tables of docs/configuration.md, and files that are no XML: each is read as it says,
/// or is one line of error.
/// </summary>
internal sealed class ConfigurationTarget : IFuzzTarget
{
    private static readonly Dictionary<string, Dictionary<string, AttributeKind>> Chat = new()
    {
        ["store"] = new() { ["type"] = AttributeKind.Word<StoreType>(), ["path"] = AttributeKind.Text(least: 1) },
        ["limits"] = new()
        {
            ["maxMessagesPerUser"] = AttributeKind.Int(1),
            ["maxCharactersPerUser"] = AttributeKind.Long(1),
            ["maxMessages"] = AttributeKind.Long(1),
            ["maxCharacters"] = AttributeKind.Long(1),
            ["maxMemberships"] = AttributeKind.Int(0),
            ["maxMessagesPerSender"] = AttributeKind.Long(0),
            ["maxMessagesPerAddress"] = AttributeKind.Long(0),
            ["maxMessagesToUnknown"] = AttributeKind.Int(1),
        },
        ["log"] = new() { ["level"] = AttributeKind.Word<LogLevel>() },
    };

    private static readonly Dictionary<string, AttributeKind> Root = new()
    {
        ["maxWorkingThreads"] = AttributeKind.Int(),
        ["minCompletionPortThreads"] = AttributeKind.Int(),
        ["performanceDataCollectInterval"] = AttributeKind.Int(),
        ["disablePerformanceDataCollector"] = AttributeKind.Bool,
        ["logFactory"] = AttributeKind.Text(),
    };

    private static readonly Dictionary<string, AttributeKind> Server = new()
    {
        ["ip"] = AttributeKind.Text(),
        ["port"] = AttributeKind.Int(),
        ["textEncoding"] = AttributeKind.Text(),
        ["maxRequestLength"] = AttributeKind.Int(),
        ["maxConnectionNumber"] = AttributeKind.Int(),
        ["clearIdleSession"] = AttributeKind.Bool,
        ["idleSessionTimeOut"] = AttributeKind.Int(),
        ["syncSend"] = AttributeKind.Bool,
        ["logCommand"] = AttributeKind.Bool,
        ["keepAliveTime"] = AttributeKind.Int(),
        ["security"] = AttributeKind.Text(),
        ["disabled"] = AttributeKind.Bool,
    };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-fuzz-");

    private string FilePath => Path.Combine(_directory.FullName, "App.config");

    /// <inheritdoc/>
    public void Check(Random random)
    {
        if (random.OneIn(2))
            CheckChat(random);
        else
            CheckServers(random);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    private void CheckChat(Random random)
    {
        var elements = new List<(string Name, RandomElement Element)>();
        for (int i = random.Next(5); i > 0; i--)
        {
            string name = random.Of<string>([.. Chat.Keys]);
            elements.Add((name, new RandomElement(random, name, Chat[name])));
        }

        bool hasUnknown = random.OneIn(10);
        string chat = string.Concat(elements.Select(element => element.Element.Begin() + "/>\n")) + (hasUnknown ? "<rooms/>" : string.Empty);
        string xml = Document("chat", "ChatServer.Configuration.ChatSection, ChatServer", $"<chat>{chat}</chat>");
        bool isSure = Write(random, xml, elements.All(element => element.Element.IsSure));
        bool isRight = !hasUnknown && elements.All(element => element.Element.IsRight) && elements.DistinctBy(element => element.Name).Count() == elements.Count;
        ChatOptions? options = Read(() => ChatOptions.Load(FilePath));
        if (options != null && (options.Limits.MaxMessagesPerUser < 1 || options.Limits.MaxMessages < 1 || options.Limits.MaxCharacters < 1 || options.Limits.MaxCharactersPerUser < 1
            || !Enum.IsDefined(options.LogLevel) || !Enum.IsDefined(options.Store.Type) || options.Store.Path.Length == 0))
        {
            throw Finding($"{options} is out of range");
        }

        if (!isSure)
            return;
        object Value(string element, string attribute, object otherwise)
            => elements.Find(e => e.Name == element).Element?.Values.GetValueOrDefault(attribute, otherwise) ?? otherwise;
        // Without a connection string, a database cannot be found.
        ChatOptions? expected = !isRight || (StoreType)Value("store", "type", StoreType.Journal) == StoreType.Postgres ? null : new ChatOptions
        {
            Store = new StoreOptions { Type = (StoreType)Value("store", "type", StoreType.Journal), Path = Path.Combine(_directory.FullName, ((string)Value("store", "path", "data")).Replace('\\', '/')) },
            Limits = new StoreLimits
            {
                MaxMessagesPerUser = (int)Value("limits", "maxMessagesPerUser", 200_000),
                MaxCharactersPerUser = (long)Value("limits", "maxCharactersPerUser", 134_217_728L),
                MaxMessages = (long)Value("limits", "maxMessages", 2_000_000L),
                MaxCharacters = (long)Value("limits", "maxCharacters", 268_435_456L),
                MaxMemberships = (int)Value("limits", "maxMemberships", 500_000),
                MaxMessagesPerSender = (long)Value("limits", "maxMessagesPerSender", 0L),
                MaxMessagesPerAddress = (long)Value("limits", "maxMessagesPerAddress", 0L),
                MaxMessagesToUnknown = (int)Value("limits", "maxMessagesToUnknown", 100_000),
            },
            LogLevel = (LogLevel)Value("log", "level", LogLevel.Warn),
        };
        if (expected != options)
            throw Finding($"read as {options} instead of {expected}");
    }

    private void CheckServers(Random random)
    {
        var root = new RandomElement(random, "superSocket", Root);
        var server = new RandomElement(random, "server", Server, knowsAll: true);
        server.Add("name", "Chat");
        string xml = Document("superSocket", "SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine",
            root.Begin() + "><servers>" + server.Begin() + (random.OneIn(4) ? "><listeners><add ip=\"Any\" port=\"1\"/></listeners></server>" : "/>") + "</servers></superSocket>");

        bool isSure = Write(random, xml, root.IsSure && server.IsSure);
        string? unknown = null, unusable = null;
        IServerConfig? config = Read(() =>
        {
            using var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(FilePath);
            var source = (IConfigurationSource)bootstrap.Config;
            foreach (IServerConfig each in source.Servers)
            {
                unknown = ServerAttributes.FindUnknown(bootstrap.Config, each);
                unusable = ServerAttributes.FindUnusable(each, Encoding.UTF8, SocketMode.Tcp);
            }

            return source.Servers.FirstOrDefault();
        });
        if (!isSure)
            return;
        if (config != null != (root.IsRight && server.IsRight))
            throw Finding($"it is {config}, which is wrong");
        if (config == null)
            return;
        if (server.HasUnknown != (unknown != null) || IsUnusable(server.Values) != (unusable != null))
            throw Finding($"what is unknown or unusable in it is: {unknown}{unusable}");
        var actual = new Dictionary<string, object?>
        {
            ["ip"] = config.Ip,
            ["port"] = config.Port,
            ["textEncoding"] = config.TextEncoding,
            ["maxRequestLength"] = config.MaxRequestLength,
            ["maxConnectionNumber"] = config.MaxConnectionNumber,
            ["clearIdleSession"] = config.ClearIdleSession,
            ["idleSessionTimeOut"] = config.IdleSessionTimeOut,
            ["syncSend"] = config.SyncSend,
            ["logCommand"] = config.LogCommand,
            ["keepAliveTime"] = config.KeepAliveTime,
            ["security"] = config.Security,
            ["disabled"] = config.Disabled,
        };
        foreach ((string name, object value) in server.Values)
        {
            if (!value.Equals(actual[name]))
                throw Finding($"{name} is {actual[name]} instead of {value}");
        }
    }

    private static bool IsUnusable(Dictionary<string, object> values)
        => values.GetValueOrDefault("syncSend") is true
            || values.GetValueOrDefault("maxRequestLength") is < 64
            || values.GetValueOrDefault("maxConnectionNumber") is < 1
            || (values.GetValueOrDefault("clearIdleSession") is true && values.GetValueOrDefault("idleSessionTimeOut") is < 1);

    private static string Document(string section, string type, string content) => $"""
        <configuration>
          <configSections><section name="{section}" type="{type}" /></configSections>
        {content}
        </configuration>
        """;

    // Whether it is still known if the file is right.
    private bool Write(Random random, string xml, bool isSure)
    {
        bool isChanged = random.OneIn(3);
        File.WriteAllBytes(FilePath, isChanged ? XmlMutation.Apply(random, xml) : Encoding.UTF8.GetBytes(xml));
        return isSure && !isChanged;
    }

    private T? Read<T>(Func<T> read)
        where T : class?
    {
        try
        {
            return read();
        }
        catch (ConfigurationErrorsException e)
        {
            string text = ConfigurationError.Describe(e);
            if (!text.StartsWith(FilePath, StringComparison.Ordinal) || !PrintableText.IsSafe(text))
                throw Finding($"the error is {text}", e);
            return null;
        }
        catch (ArgumentNullException e) when (e.Message.StartsWith($"The file '{FilePath}' has no section", StringComparison.Ordinal))
        {
            return null;
        }
        catch (Exception e)
        {
            throw Finding("another exception", e);
        }
    }

    private FuzzException Finding(string what, Exception? e = null)
    {
        string text = $"{what}\n{Encoding.UTF8.GetString(File.ReadAllBytes(FilePath))}";
        return e == null ? new FuzzException(text) : new FuzzException(text, e);
    }
}
