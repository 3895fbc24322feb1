using System.Net;
using System.Net.WebSockets;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>A test with a web server beside the others.</summary>
public abstract class WebScenario : ChatScenario
{
    private readonly List<Browser> _browsers = [];

    protected WebScenario(string store = "memory")
        : base(store: store)
        => Setup = Setup with { Web = string.Empty };

    /// <summary>Asks for pages.</summary>
    protected HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(Deadline.DefaultSeconds),
    };

    /// <summary>Where the web server listens.</summary>
    protected IPEndPoint WebEndPoint => Server.Web.Listeners[0].EndPoint;

    [TearDown]
    public void CloseBrowsers()
    {
        foreach (Browser browser in _browsers)
            browser.Dispose();
        Http.Dispose();
    }

    /// <summary>The address of a path.</summary>
    protected Uri Address(string path, string scheme = "http") => new($"{scheme}://{WebEndPoint}{path}");

    /// <summary>Somebody opens a WebSocket, and reads nothing yet.</summary>
    protected async Task<Browser> OpenSilently(string name, string path = "/ws", Action<ClientWebSocketOptions>? change = null)
    {
        Browser browser = await Browser.Open(name, Address(path, "ws"), change);
        lock (_browsers)
            _browsers.Add(browser);
        return browser;
    }

    /// <summary>Somebody opens a WebSocket and is welcomed.</summary>
    protected async Task<Browser> Open(string name)
    {
        Browser browser = await OpenSilently(name);
        await browser.ReceivesCode(200);
        return browser;
    }

    /// <summary>Somebody opens a WebSocket and logs in, without unconfirmed messages.</summary>
    protected async Task<Browser> LogInByWeb(string name)
    {
        Browser browser = await Open(name);
        await browser.SendsCommand(new { cmd = "Check", id = name, password = "secret" });
        await browser.ReceivesCode(201);
        return browser;
    }
}
