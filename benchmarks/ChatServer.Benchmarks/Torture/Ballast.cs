using System.Net.Sockets;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Torture;

/// <summary>
/// One more pair, of whom nothing is checked, that relays large messages as fast as it can: the journal grows so quickly that it is compacted again and again, also while
/// the server is killed.
/// </summary>
internal static class Ballast
{
    private const int Window = 64;
    private const int TextLength = 2000;

    /// <summary>Relays until the server is about to be ended.</summary>
    /// <exception cref="IOException">The server ended the connections before.</exception>
    public static Task RelayAsync(ServerProcess server, RunState run)
        => Task.Factory.StartNew(() => Relay(server, run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Relay(ServerProcess server, RunState run)
    {
        try
        {
            var target = new LoadTarget { Name = "ballast", EndPoint = server.EndPoint, Transport = WireTransport.Tcp };
            using var pairs = new PairSet(target, pairs: 1, TextLength);
            pairs.RunWindow(Window, TimeSpan.MaxValue, run.Ending);
        }
        catch (Exception e) when (run.IsEnding && e is (IOException or SocketException))
        {
            // That is how it ends.
        }
    }
}
