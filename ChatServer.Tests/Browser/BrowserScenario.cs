using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;

namespace ChatServer.Tests.Browser;

/// <summary>
/// A test with pages of a real browser beside other people. It fails when a page has logged an error or violated its content security policy.
/// </summary>
[Platform(Include = "Linux,MacOsX")]
public abstract class BrowserScenario : ChatScenario
{
    private readonly List<(IBrowserContext Context, ChatPage? Page)> _opened = [];
    private readonly List<string> _expectedErrors = [];

    protected BrowserScenario(string store = "memory")
        : base(store: store)
        => Setup = Setup with { Web = WebAttributes };

    /// <summary>Attributes of the web server.</summary>
    protected const string WebAttributes = "maxRequestLength=\"16384\"";

    /// <summary>Where the page is.</summary>
    protected virtual Uri Address => new($"http://{Server.Web.Listeners[0].EndPoint}/");

    [TearDown]
    public async Task ClosePages()
    {
        // Pages first: they would complain about a server that is gone.
        string[] errors = [.. _opened.SelectMany(opened => opened.Page?.Errors ?? [])];
        foreach ((IBrowserContext context, _) in _opened)
            await context.CloseAsync();
        Assert.That(errors.Where(error => !_expectedErrors.Exists(error.Contains)), Is.Empty, "a page complained");
    }

    /// <summary>Announces that pages complain with this text.</summary>
    protected void ExpectPageError(string text) => _expectedErrors.Add(text);

    /// <summary>Announces that the server will be away for a while.</summary>
    protected void ExpectNoConnection()
    {
        ExpectPageError("ERR_CONNECTION_");
        ExpectPageError("WebSocket connection to");
    }

    /// <summary>Somebody opens the page in a browser of their own.</summary>
    protected async Task<ChatPage> OpenPage(BrowserNewContextOptions? options = null, Func<IBrowserContext, Task>? prepare = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.ViewportSize ??= new ViewportSize { Width = 1100, Height = 760 };
        IBrowserContext context = await (await SharedBrowser.Instance).NewContextAsync(options);
        context.SetDefaultTimeout((float)TimeSpan.FromSeconds(Deadline.DefaultSeconds).TotalMilliseconds);
        int place = _opened.Count;
        _opened.Add((context, null));
        if (prepare != null)
            await prepare(context);
        ChatPage page = await ChatPage.Open(context, Address);
        _opened[place] = (context, page);
        return page;
    }

    /// <summary>Somebody opens the page and signs in.</summary>
    protected async Task<ChatPage> SignIn(string id, BrowserNewContextOptions? options = null, Func<IBrowserContext, Task>? prepare = null)
    {
        ChatPage page = await OpenPage(options, prepare);
        await page.SignsIn(id);
        return page;
    }
}
