namespace ChatServer.Benchmarks.Server;

/// <summary>Where a server keeps its messages.</summary>
internal enum StoreKind
{
    /// <summary>In memory only.</summary>
    Memory,

    /// <summary>In a journal on disk.</summary>
    Journal,

    /// <summary>In a PostgreSQL database.</summary>
    Postgres,
}

/// <summary>The configuration of the server that is measured. Everything that is not said here has its default.</summary>
internal sealed record ServerConfiguration
{
    /// <summary>Name of the server in the start-up report.</summary>
    public const string ServerName = "ChatSocket";

    /// <summary>Name of the web server in the start-up report.</summary>
    public const string WebServerName = "ChatWeb";

    /// <summary>Name of the server for datagrams in the start-up report.</summary>
    public const string DatagramServerName = "ChatUdp";

    /// <summary>Name of the journal's directory, beside the configuration file.</summary>
    public const string DataDirectory = "data";

    /// <summary>Where messages are kept.</summary>
    public StoreKind Store { get; init; } = StoreKind.Memory;

    /// <summary>Other attributes of the store.</summary>
    public string StoreAttributes { get; init; } = string.Empty;

    /// <summary>Most connections.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Most unconfirmed messages of one user. Default: the server's own.</summary>
    public long MaxMessagesPerUser { get; private init; } = 200_000;

    /// <summary>Most characters of one user's unconfirmed messages. Default: the server's own.</summary>
    public long MaxCharactersPerUser { get; private init; } = 128 * 1024 * 1024;

    /// <summary>Most unconfirmed messages of all users. Default: the server's own.</summary>
    public long MaxMessages { get; private init; } = 2_000_000;

    /// <summary>Most characters of all unconfirmed messages, and some for each recipient. Default: the server's own.</summary>
    public long MaxCharacters { get; private init; } = 256 * 1024 * 1024;

    /// <summary>Whether the server limits how fast a connection sends; the shipped configuration does not.</summary>
    public bool HasRates { get; init; }

    /// <summary>Whether the server limits how often one address logs in.</summary>
    public bool HasLoginRate { get; init; } = true;

    /// <summary>Whether accounts have passwords. They are made at first logins, with hashes that are as fast as the server allows.</summary>
    public bool HasAccounts { get; init; }

    /// <summary>How often the server is asked for its metrics; zero for never.</summary>
    public TimeSpan ScrapeInterval { get; init; }

    private string StoreElement => Store switch
    {
        StoreKind.Postgres => $"<store type=\"postgres\" {StoreAttributes} />",
        StoreKind.Journal => $"<store type=\"journal\" path=\"{DataDirectory}\" />",
        _ => "<store type=\"memory\" />",
    };

    private string Limits
        => (HasRates ? "" : " messagesPerSecond=\"0\" commandsPerSecond=\"0\" commandsPerSecondPerAddress=\"0\"")
        + (HasLoginRate ? "" : " loginsPerSecondPerAddress=\"0\"") + $" maxConnectionsPerAddress=\"{MaxConnections}\" maxMembersPerGroup=\"{MaxConnections}\""
        + $" maxMessagesPerSender=\"{MaxMessages}\" maxMessagesPerAddress=\"{MaxMessages}\" maxCharactersPerSender=\"{MaxCharacters}\" maxCharactersPerAddress=\"{MaxCharacters}\""
        + $" maxMessagesPerUser=\"{MaxMessagesPerUser}\" maxMessages=\"{MaxMessages}\" maxCharactersPerUser=\"{MaxCharactersPerUser}\" maxCharacters=\"{MaxCharacters}\"";

    /// <summary>A configuration with room for what a load leaves unconfirmed; nothing is less than the server's default.</summary>
    /// <param name="perUser">Messages of one user.</param>
    /// <param name="all">Messages of all users.</param>
    /// <param name="textLength">Characters of each.</param>
    public static ServerConfiguration WithRoomFor(int perUser, long all, int textLength)
    {
        // What a message counts as, besides the text: for its sender as much as a recipient, and some more if it has a receipt.
        const int OfMessage = 256 + 128;
        var normal = new ServerConfiguration();
        return normal with
        {
            // One sender, and one address, may have half of a mailbox.
            MaxMessagesPerUser = Math.Max(normal.MaxMessagesPerUser, 2 * perUser),
            MaxCharactersPerUser = Math.Max(normal.MaxCharactersPerUser, 2L * perUser * textLength),
            MaxMessages = Math.Max(normal.MaxMessages, all),
            MaxCharacters = Math.Max(normal.MaxCharacters, all * (textLength + OfMessage)),
        };
    }

    /// <summary>The file's text.</summary>
    public string ToXml() => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <configSections>
            <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
            <section name="chat" type="ChatServer.Configuration.ChatSection, ChatServer" />
          </configSections>
          <superSocket>
            <servers>
              <server name="{ServerName}" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" textEncoding="utf-8"
                      maxConnectionNumber="{MaxConnections}" maxRequestLength="4096" idleSessionTimeOut="1800" clearIdleSession="true">
                <listeners>
                  <add ip="127.0.0.1" port="0" />
                </listeners>
              </server>
              <server name="{WebServerName}" serverType="ChatServer.Web.WebChatServer, ChatServer" textEncoding="utf-8"
                      maxConnectionNumber="{MaxConnections}" maxRequestLength="16384" idleSessionTimeOut="1800" clearIdleSession="true">
                <listeners>
                  <add ip="127.0.0.1" port="0" />
                </listeners>
              </server>
              <server name="{DatagramServerName}" serverType="ChatServer.Udp.UdpChatServer, ChatServer" textEncoding="utf-8" mode="Udp"
                      maxConnectionNumber="{MaxConnections}" maxRequestLength="4096" idleSessionTimeOut="1800" clearIdleSession="true">
                <listeners>
                  <add ip="127.0.0.1" port="0" />
                </listeners>
              </server>
            </servers>
          </superSocket>
          <chat>
            {StoreElement}
            <accounts {(HasAccounts ? "mode=\"open\" iterations=\"1000\"" : "mode=\"none\"")} />
            <limits{Limits} />
            <log level="Warn" />
            {(ScrapeInterval > TimeSpan.Zero ? $"<admin path=\"{Workspace.AdminSocketName}\" />" : "")}
          </chat>
        </configuration>
        """;
}
