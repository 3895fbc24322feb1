using System.Net;
using System.Security.Authentication;
using ChatServer.Configuration;
using ChatServer.Core.Accounts;
using ChatServer.Protocol.Languages;
using ChatServer.Sessions;
using ChatServer.Udp;
using ChatServer.Web;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>What a person reads when the server has started: what runs where, and what to type next.</summary>
public static class StartupReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="bootstrap">The running servers.</param>
    public static void Write(TextWriter output, IBootstrap bootstrap)
    {
        output.WriteLine($"Chat server {ProgramVersion.Text}, configured by {bootstrap.StartupConfigFile}");
        if (EnvironmentSettings.Names is { Count: > 0 } names)
            output.WriteLine($"Settings from the environment: {string.Join(", ", names)}");
        output.WriteLine();
        IAppServer[] servers = [.. bootstrap.AppServers.OfType<IAppServer>()];
        foreach (IAppServer server in servers)
        {
            foreach (ListenerInfo listener in server.Listeners)
            {
                string state = server.State == ServerState.Running ? "running" : "stopped";
                output.WriteLine($"  {server.Name,-16} {listener.EndPoint,-22} {server.Config.TextEncoding,-10} {KindOf(server, listener)}{state}");
            }
        }

        ListenerInfo[] listeners = [.. servers.SelectMany(server => server.Listeners)];
        ListenerInfo? web = servers.OfType<WebChatServer>().FirstOrDefault(server => server.State == ServerState.Running)?.Listeners[0];
        output.WriteLine();
        output.WriteLine(Openness(listeners));
        if (servers.OfType<ChatAppServer>().FirstOrDefault(server => server.State == ServerState.Running) is { } chat)
        {
            output.WriteLine(DescribeAccounts(chat.System.Accounts));
            output.WriteLine(chat.System.DescribeStore());
        }

        output.WriteLine();
        if (web != null)
            output.WriteLine($"Open {(IsPlain(web) ? "http" : "https")}://{new IPEndPoint(Reachable(web.EndPoint.Address), web.EndPoint.Port)} in a browser");
        (IAppServer Server, ListenerInfo Listener)[] lines
            = [.. servers.Where(server => server is not WebChatServer and not UdpChatServer).SelectMany(server => server.Listeners, (server, listener) => (server, listener))];
        if (lines.Length > 0)
        {
            (IAppServer server, ListenerInfo first) = lines.FirstOrDefault(line => IsPlain(line.Listener), lines[0]);
            bool isEnglish = server is not ChatAppServer { DefaultLanguage: var language } || language == Language.English;
            SuggestTerminals(output, first, web == null ? "Next, in" : "Or, in", AreAccountsMade(servers), isEnglish);
        }

        output.WriteLine();
        output.WriteLine("Ctrl-C stops the server.");
        output.Flush();
    }

    private static void SuggestTerminals(TextWriter output, ListenerInfo first, string begin, bool areAccountsMade, bool isEnglish)
    {
        output.WriteLine($"{begin} two other terminals:");
        output.WriteLine(IsPlain(first)
            ? $"  telnet -E {Reachable(first.EndPoint.Address)} {first.EndPoint.Port}"
            : $"  openssl s_client -quiet -connect {new IPEndPoint(Reachable(first.EndPoint.Address), first.EndPoint.Port)}");
        output.WriteLine(areAccountsMade
            ? "  Check ID PASSWORD         of an account that you made"
            : "  Check alice secret        in one, Check bob secret in the other");
        output.WriteLine("  Chat bob Hello!           Help lists the commands");
        if (!isEnglish)
            output.WriteLine("  Lang en                   answers in English instead of Chinese");
    }

    private static bool AreAccountsMade(IAppServer[] servers)
        => servers.OfType<ChatAppServer>().Any(server => server.State == ServerState.Running && server.Chat.Mode == AccountMode.Closed);

    private static string DescribeAccounts(AccountService accounts) => accounts.Mode switch
    {
        AccountMode.Open => "The first login with a new id makes its account; afterwards only its password logs in.",
        AccountMode.Closed when accounts.Count == 0 => "Nobody can log in yet: make accounts with the arguments 'user add ID'.",
        AccountMode.Closed => $"Only the accounts that you made can log in ({accounts.Count}); 'user add ID' makes more.",
        _ => "Any password logs in: there are no accounts.",
    };

    private static string KindOf(IAppServer server, ListenerInfo listener)
        => server.Config.Mode == SocketMode.Udp ? "UDP  " : IsPlain(listener) ? "" : "TLS  ";

    private static bool IsPlain(ListenerInfo listener) => listener.Security == SslProtocols.None;

    private static string Openness(ListenerInfo[] listeners)
    {
        ListenerInfo[] open = [.. listeners.Where(listener => !IPAddress.IsLoopback(listener.EndPoint.Address))];
        if (open.Length == 0)
            return "Only this machine can connect; ip=\"Any\" in App.config opens a server to others.";
        if (open.All(IsPlain))
            return "Other machines can connect, and what they send is not encrypted.";
        return open.Any(IsPlain)
            ? "Other machines can connect, and what they send to a listener without TLS is not encrypted."
            : "Other machines can connect through TLS.";
    }

    private static IPAddress Reachable(IPAddress address)
        => address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
}
