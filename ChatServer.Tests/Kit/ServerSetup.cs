namespace ChatServer.Tests.Kit;

/// <summary>What a test changes in the configuration file of its server.</summary>
public sealed record ServerSetup
{
    /// <summary>Attributes of both servers besides name, type and encoding.</summary>
    public string Attributes { get; init; } = string.Empty;

    /// <summary>Where both servers listen.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>Attributes of the listeners of both servers, <c>security</c> for example.</summary>
    public string ListenerAttributes { get; init; } = string.Empty;

    /// <summary>Elements of both servers, a certificate for example.</summary>
    public string Elements { get; init; } = string.Empty;

    /// <summary>Assembly of commands besides those of the server.</summary>
    public string CommandAssembly { get; init; } = "ChatServer.Tests";

    /// <summary>Encoding of the second server; that of the first is utf-8.</summary>
    public string SecondEncoding { get; init; } = "gb2312";

    /// <summary>Attributes of a web server besides the common ones; <see langword="null"/> for no web server.</summary>
    public string? Web { get; init; }

    /// <summary>Elements of the web server.</summary>
    public string WebElements { get; init; } = "<listeners><add ip=\"127.0.0.1\" port=\"0\" /></listeners>";

    /// <summary>Attributes of a server over UDP besides the common ones; <see langword="null"/> for none.</summary>
    public string? Udp { get; init; }

    /// <summary>Connections that each server takes.</summary>
    public int Connections { get; init; } = 2000;

    /// <summary>
    /// Where messages are kept: <c>memory</c>, <c>journal</c> in the directory of the server, <c>postgres</c>, or <c>cluster</c>: two nodes on postgres, and
    /// each
    /// connection goes to the next one. The variable CHAT_TEST_STORE replaces memory, so that all scenarios run with another store.
    /// </summary>
    public string Store { get; init; } = "memory";

    /// <summary>The schema in the shared database of the tests; only for <c>postgres</c>.</summary>
    public string Schema { get; init; } = TestDatabase.NewSchema();

    /// <summary>Attributes of the store besides its type and its connection.</summary>
    public string StoreAttributes { get; init; } = string.Empty;

    /// <summary>The connection to the database; <see langword="null"/> for one to the shared database of the tests.</summary>
    public string? Connection { get; init; }

    /// <summary>The connection of the first node; <see langword="null"/> for the same as that of the others.</summary>
    public string? FirstConnection { get; init; }

    /// <summary>Who may log in: <c>none</c>, so that any password does, <c>open</c> or <c>closed</c>.</summary>
    public string Accounts { get; init; } = "none";

    /// <summary>Other attributes of the element <c>accounts</c>; hashes are cheap unless these say otherwise.</summary>
    public string AccountAttributes { get; init; } = "iterations=\"1000\"";

    /// <summary>Content of the section <c>chat</c>, besides the store, the accounts and the limits.</summary>
    public string Chat { get; init; } = string.Empty;

    /// <summary>Attributes of the limits. Those that are not named are <see cref="GenerousLimits"/>, or the server's defaults.</summary>
    public string Limits { get; init; } = string.Empty;

    /// <summary>Whether the limits of clients are off, so that a test may send as much as it likes.</summary>
    public bool GenerousLimits { get; init; } = true;

    /// <summary>Number of nodes.</summary>
    public int Nodes => GetStore(Store) == "cluster" ? 2 : 1;

    /// <summary>The text of a configuration file with two chat servers of one bootstrap, on ports that the system chooses.</summary>
    /// <param name="node">Number of the node.</param>
    public string ToXml(int node = 0) => $"""
        <configuration>
          <configSections>
            <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
            <section name="chat" type="ChatServer.Configuration.ChatSection, ChatServer" />
          </configSections>
          <superSocket><servers>{Server("Utf8", "utf-8")}{Server("Second", SecondEncoding)}{WebServer()}{UdpServer()}</servers></superSocket>
          <chat>{StoreElement(node)}<accounts mode="{Accounts}" {AccountAttributes} />{ChatWithLimits()}</chat>
        </configuration>
        """;

    /// <summary>Whether messages survive the end of the server.</summary>
    /// <param name="store">What a test asks for.</param>
    public static bool IsOnDisk(string store) => GetStore(store) != "memory";

    private static string GetStore(string store)
        => store == "memory" && Environment.GetEnvironmentVariable("CHAT_TEST_STORE") is { Length: > 0 } other ? other : store;

    private string StoreElement(int node)
    {
        string type = GetStore(Store);
        string cluster = type != "cluster" ? string.Empty : $"node=\"n{node}\" address=\"127.0.0.1:0\" secret=\"a secret of the tests\"";
        return type is "postgres" or "cluster"
            ? $"<store type=\"postgres\" connection=\"{(node == 0 ? FirstConnection : null) ?? Connection ?? TestDatabase.Shared.GetConnection(Schema)}\" {cluster} {StoreAttributes} />"
            : $"<store type=\"{type}\" />";
    }

    // Limits that a test writes into the section itself get the others too.
    private string ChatWithLimits()
    {
        string[] off = ["messagesPerSecond", "commandsPerSecond", "commandsPerSecondPerAddress", "maxConnectionsPerAddress", "loginsPerSecondPerAddress", "loginTimeOut", "slowReaderTimeOut"];
        string named = Limits + Chat;
        IEnumerable<string> added = GenerousLimits ? off.Where(name => !named.Contains(name + "=", StringComparison.Ordinal)).Select(name => $"{name}=\"0\"") : [];
        string limits = $"<limits {string.Join(' ', added.Append(Limits))} ";
        return Chat.Contains("<limits ", StringComparison.Ordinal) ? Chat.Replace("<limits ", limits, StringComparison.Ordinal) : limits + "/>" + Chat;
    }

    private string WebServer() => Web == null ? string.Empty : $"""
        <server name="Web" serverType="ChatServer.Web.WebChatServer, ChatServer" textEncoding="utf-8" {Web}>
          {WebElements}
          <commandAssemblies><add assembly="{CommandAssembly}" /></commandAssemblies>
        </server>
        """;

    private string UdpServer() => Udp == null ? string.Empty : $"""
        <server name="Udp" serverType="ChatServer.Udp.UdpChatServer, ChatServer" mode="Udp" textEncoding="utf-8" logBasicSessionActivity="false" {Udp}>
          <listeners><add ip="127.0.0.1" port="0" /></listeners>
          <commandAssemblies><add assembly="{CommandAssembly}" /></commandAssemblies>
        </server>
        """;

    private string Server(string name, string encoding) => $"""
        <server name="{name}" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" textEncoding="{encoding}" maxConnectionNumber="{Connections}" {Attributes}>
          <listeners><add ip="{Ip}" port="0" {ListenerAttributes} /></listeners>
          {Elements}
          <commandAssemblies><add assembly="{CommandAssembly}" /></commandAssemblies>
        </server>
        """;
}
