using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatServer.Tests.Kit;

/// <summary>One person of a test: sends lines and bytes, and expects exactly what it names.</summary>
public sealed partial class ScriptedClient : IDisposable
{
    private readonly Socket _socket;
    private readonly string _name;
    private readonly Encoding _encoding;
    private readonly Delivery _delivery;

    private ScriptedClient(string name, Socket socket, Encoding encoding, Delivery delivery)
    {
        _name = name;
        _socket = socket;
        _encoding = encoding;
        _delivery = delivery;
        _reader = new LineReader(ReceiveBytes);
    }

    /// <summary>The client's own address and port.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Connects.</summary>
    /// <param name="name">Who it is, for failure messages.</param>
    /// <param name="server">Where to.</param>
    /// <param name="encoding">Of the lines.</param>
    /// <param name="delivery">How lines travel.</param>
    /// <param name="receiveBuffer">Bytes that the system receives for a client that does not read; 0 for as many as it likes.</param>
    /// <param name="from">The client's own address; <see langword="null"/> for any.</param>
    public static async Task<ScriptedClient> Connect(
        string name, IPEndPoint server, Encoding encoding, Delivery delivery = Delivery.AsWritten, int receiveBuffer = 0, IPAddress? from = null)
    {
        Socket socket = await TestClient.ConnectSocketAsync(server, receiveBuffer, from);
        return new ScriptedClient(name, socket, encoding, delivery);
    }

    /// <summary>Sends lines, each ended by CR LF.</summary>
    public async Task Sends(params string[] lines)
    {
        if (_delivery == Delivery.Glued)
        {
            await SendsBytes(_encoding.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));
            return;
        }

        foreach (string line in lines)
            await SendsText(line + "\r\n");
    }

    /// <summary>Sends text as it is.</summary>
    public Task SendsText(string text) => SendsBytes(_encoding.GetBytes(text));

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendsBytes(params byte[] bytes)
    {
        int step = _delivery == Delivery.ByteByByte ? 1 : bytes.Length;
        using var deadline = new CancellationTokenSource(Deadline.Default);
        for (int i = 0; i < bytes.Length; i += step)
            await _socket.SendAsync(bytes.AsMemory(i, Math.Min(step, bytes.Length - i)), SocketFlags.None, deadline.Token);
    }

    /// <summary>Sends a line over a connection that may be closed already.</summary>
    public async Task TrySends(string line)
    {
        try
        {
            await Sends(line);
        }
        catch (SocketException)
        {
            // What the server said before it closed can still be read, or is found missing then.
        }
    }

    /// <summary>Sends a text again and again without ever reading, until the server ends the connection.</summary>
    /// <returns>Whether it did so in time.</returns>
    public async Task<bool> Floods(string text)
    {
        byte[] bytes = _encoding.GetBytes(text);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2 * Deadline.DefaultSeconds));
        try
        {
            while (true)
                await _socket.SendAsync(bytes.AsMemory(), SocketFlags.None, deadline.Token);
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Sends FIN; goes on reading.</summary>
    public void FinishesSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes in order.</summary>
    public void Leaves() => _socket.Dispose();

    /// <summary>Vanishes with a reset.</summary>
    public void Resets()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
