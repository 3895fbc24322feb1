using System.Net.WebSockets;
using System.Text;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>One person of a test who sits before a browser: sends and expects text frames.</summary>
public sealed class Browser : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly string _name;
    private readonly List<string> _history = [];

    private Browser(string name) => _name = name;

    /// <summary>What the server said when it closed.</summary>
    public (WebSocketCloseStatus? Code, string? Reason) Closed => (_socket.CloseStatus, _socket.CloseStatusDescription);

    /// <summary>Opens a WebSocket.</summary>
    /// <param name="name">Who it is, for failure messages.</param>
    /// <param name="address">Where to.</param>
    /// <param name="change">Changes the request.</param>
    public static async Task<Browser> Open(string name, Uri address, Action<ClientWebSocketOptions>? change = null)
    {
        var browser = new Browser(name);
        try
        {
            browser._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            change?.Invoke(browser._socket.Options);
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
            await browser._socket.ConnectAsync(address, deadline.Token);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>Sends texts, each in a frame.</summary>
    public async Task Sends(params string[] texts)
    {
        foreach (string text in texts)
            await SendsFrame(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Sends a command.</summary>
    public Task SendsCommand(object command) => Sends(JObject.FromObject(command).ToString(Newtonsoft.Json.Formatting.None));

    /// <summary>Sends a frame.</summary>
    public async Task SendsFrame(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool isEnd = true)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        await _socket.SendAsync(bytes, type, isEnd, deadline.Token);
    }

    /// <summary>The next message.</summary>
    public async Task<string> ReceivesText(double seconds = Deadline.DefaultSeconds)
    {
        string? text = await Receive(seconds);
        Assert.That(text, Is.Not.Null, () => Transcript("a close frame instead of a message"));
        return text!;
    }

    /// <summary>Expects exactly these messages.</summary>
    public async Task Receives(params string[] texts)
    {
        foreach (string expected in texts)
        {
            string text = await ReceivesText();
            Assert.That(text, Is.EqualTo(expected), () => Transcript("another message"));
        }
    }

    /// <summary>Expects an object with a code.</summary>
    public async Task<JObject> ReceivesCode(int code)
    {
        JObject json = JObject.Parse(await ReceivesText());
        Assert.That((int?)json["code"], Is.EqualTo(code), () => Transcript("another answer"));
        return json;
    }

    /// <summary>Expects a message of the chat.</summary>
    public async Task<JObject> ReceivesMessage(string from, string text, bool isReplay = false)
    {
        JObject json = JObject.Parse(await ReceivesText());
        Assert.That((string?)json["type"], Is.EqualTo("message"), () => Transcript("something else than a message"));
        Assert.That(((string?)json["from"], (string?)json["text"], (bool?)json["replay"]), Is.EqualTo((from, text, isReplay)), () => Transcript("another message"));
        return json;
    }

    /// <summary>Expects that the server closes next.</summary>
    public async Task ReceivesClose(int code, double seconds = Deadline.DefaultSeconds)
    {
        string? text = await Receive(seconds);
        Assert.That(text, Is.Null, () => Transcript("a message instead of a close frame"));
        Assert.That((int?)_socket.CloseStatus, Is.EqualTo(code), () => Transcript($"another code, with the reason '{_socket.CloseStatusDescription}'"));
    }

    /// <summary>Reads until the server closes.</summary>
    /// <returns>The messages before.</returns>
    public async Task<List<string>> ReceivesUntilClose(int code, double seconds = Deadline.DefaultSeconds)
    {
        List<string> texts = [];
        var deadline = new Deadline(seconds);
        while (await Receive(deadline.Left.TotalSeconds) is { } text)
            texts.Add(text);
        Assert.That((int?)_socket.CloseStatus, Is.EqualTo(code), () => Transcript($"another code, with the reason '{_socket.CloseStatusDescription}'"));
        return texts;
    }

    /// <summary>Reads as fast as it can, without a look at what comes, until the server closes.</summary>
    /// <returns>The code of its close frame.</returns>
    public async Task<int?> ReadsAwayUntilClose(double seconds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while ((await _socket.ReceiveAsync(_buffer.AsMemory(), deadline.Token)).MessageType != WebSocketMessageType.Close)
        {
        }

        return (int?)_socket.CloseStatus;
    }

    /// <summary>Closes, as a browser does whose page is left, and expects the server's close frame.</summary>
    public async Task Leaves(WebSocketCloseStatus code = WebSocketCloseStatus.NormalClosure)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        await _socket.CloseAsync(code, "leaving", deadline.Token);
    }

    /// <summary>Answers the close frame of the server.</summary>
    public async Task AnswersClose()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
    }

    /// <summary>Vanishes.</summary>
    public void Vanishes() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<string?> Receive(double seconds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var text = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(), deadline.Token);
                if (result.MessageType == WebSocketMessageType.Close)
                    return null;
                text.Write(_buffer, 0, result.Count);
                if (!result.EndOfMessage)
                    continue;
                string all = Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
                ProtocolSchema.Check(all);
                _history.Add(all);
                return all;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(Transcript("nothing more, and the deadline has passed"));
            throw;
        }
    }

    private string Transcript(string what) => $"{_name} received {what}. The last that {_name} received:\n{string.Join('\n', _history.TakeLast(10))}";
}
