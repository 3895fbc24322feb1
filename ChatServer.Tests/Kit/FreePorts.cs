using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ChatServer.Tests.Kit;

/// <summary>Lets a server with the shipped configuration run beside another one.</summary>
internal static partial class FreePorts
{
    /// <summary>A configuration with free ports in place of its own.</summary>
    /// <param name="configuration">The text of the file.</param>
    public static string In(string configuration)
    {
        var taken = new List<TcpListener>();
        string changed = Port().Replace(configuration, _ =>
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            taken.Add(listener);
            return $"port=\"{((IPEndPoint)listener.LocalEndpoint).Port}\"";
        });
        taken.ForEach(listener => listener.Dispose());
        return changed;
    }

    /// <summary>A port that nobody listens on at the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("\\bport=\"[0-9]+\"")]
    private static partial Regex Port();
}
