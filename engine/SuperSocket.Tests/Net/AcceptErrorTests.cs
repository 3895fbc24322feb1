using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Net;

/// <summary>The system cannot accept, as when there is no free descriptor.</summary>
public partial class AcceptErrorTests
{
    [Test]
    public async Task A_loop_whose_accept_fails_pauses_says_so_once_a_second_and_goes_on_when_it_can()
    {
        // Accepting fails at once until the socket listens.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var log = new RecordingLogFactory();
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new TcpSocketListener(socket, new ListenerInfo { EndPoint = (IPEndPoint)socket.LocalEndPoint! }, (connection, _) => Take(connection, accepted), log.GetLog("listener"));
        listener.Start();
        await Wait.Until(() => log.Lines.Count >= 3, "three lines, a second apart");

        // A loop without a pause fails some hundred thousand times a second.
        int failures = int.Parse(Number().Match(log.Lines.Last().Message).Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(failures, Is.LessThan(1000));

        socket.Listen();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(socket.LocalEndPoint!);
        await accepted.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static void Take(Socket connection, TaskCompletionSource accepted)
    {
        connection.Dispose();
        accepted.TrySetResult();
    }

    [GeneratedRegex("(?<=\\()[0-9]+(?= failures)")]
    private static partial Regex Number();
}
