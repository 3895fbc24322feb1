using System.Net;
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
        output.WriteLine($"Chat server {CommandLine.Version}, configured by {bootstrap.StartupConfigFile}");
        output.WriteLine();
        IAppServer[] servers = [.. bootstrap.AppServers.OfType<IAppServer>()];
        foreach (IAppServer server in servers)
        {
            foreach (ListenerInfo listener in server.Listeners)
                output.WriteLine($"  {server.Name,-16} {listener.EndPoint,-22} {server.Config.TextEncoding,-10} {(server.State == ServerState.Running ? "running" : "stopped")}");
        }

        IPEndPoint[] endPoints = [.. servers.SelectMany(server => server.Listeners).Select(listener => listener.EndPoint)];
        output.WriteLine();
        output.WriteLine(endPoints.All(endPoint => IPAddress.IsLoopback(endPoint.Address))
            ? "Only this machine can connect; ip=\"Any\" in App.config opens a server to others."
            : "Other machines can connect, and what they send is not encrypted.");
        output.WriteLine("Any password logs in. Messages are kept in memory until they are confirmed, and end with the server.");
        output.WriteLine();
        output.WriteLine("Next, in two other terminals:");
        output.WriteLine($"  telnet {Reachable(endPoints[0].Address)} {endPoints[0].Port}");
        output.WriteLine("  Check alice secret        in one, Check bob secret in the other");
        output.WriteLine("  Chat bob Hello!           Help lists the commands");
        output.WriteLine();
        output.WriteLine("Ctrl-C stops the server.");
        output.Flush();
    }

    private static IPAddress Reachable(IPAddress address)
        => address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
}
