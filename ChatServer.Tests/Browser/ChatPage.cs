using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>The page in front of one person, who reads English unless the context says otherwise.</summary>
public sealed class ChatPage
{
    private readonly ConcurrentQueue<string> _errors = new();

    private ChatPage(IPage page) => Page = page;

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about: errors of the console, exceptions, violations of the content security policy.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>The field to write a message in.</summary>
    public ILocator Composer => Page.Locator("#composer-text");

    /// <summary>The texts of the open conversation's messages.</summary>
    public ILocator Texts => Page.Locator("#log-frame .text");

    /// <summary>The banner that says that there is no connection.</summary>
    public ILocator Banner => Page.Locator("#connection");

    /// <summary>Opens the page in a context; nobody has signed in.</summary>
    public static async Task<ChatPage> Open(IBrowserContext context, Uri address)
    {
        IPage page = await context.NewPageAsync();
        var chat = new ChatPage(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                chat._errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => chat._errors.Enqueue(error);
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`Policy: ${e.violatedDirective} ${e.blockedURI}`));");
        await page.GotoAsync(address.ToString());
        return chat;
    }

    /// <summary>Fills in the form and sends it.</summary>
    public async Task TriesToSignIn(string id, string password = "secret")
    {
        await Page.GetByLabel("Id", new() { Exact = true }).FillAsync(id);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Button("Sign in").ClickAsync();
    }

    /// <summary>Signs in and sees that it worked.</summary>
    public async Task SignsIn(string id, string password = "secret")
    {
        await TriesToSignIn(id, password);
        await Expect(Page.Locator("#app")).ToBeVisibleAsync();
        await IsOnline();
    }

    /// <summary>Sees that there is a connection.</summary>
    public Task IsOnline() => Expect(Page.Locator("#open-account .presence")).ToHaveAttributeAsync("data-state", "online");

    /// <summary>Starts a conversation with somebody.</summary>
    public async Task WritesTo(string id)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "New conversation" }).First.ClickAsync();
        await Page.GetByLabel("Their id").FillAsync(id);
        await Button("Write").ClickAsync();
        await Expect(Page.Locator("#conversation-title")).ToHaveTextAsync(id);
    }

    /// <summary>Joins a group.</summary>
    public async Task Joins(string group)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "New conversation" }).First.ClickAsync();
        await Page.GetByLabel("Name of the group").FillAsync(group);
        await Button("Join").ClickAsync();
        await Expect(Page.Locator("#conversation-title")).ToHaveTextAsync(group);
    }

    /// <summary>Opens a conversation of the list.</summary>
    public async Task Opens(string name)
    {
        await Entry(name).ClickAsync();
        await Expect(Page.Locator("#conversation-title")).ToHaveTextAsync(name);
    }

    /// <summary>Writes a message in the open conversation.</summary>
    public async Task Says(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>Sees exactly these messages in the open conversation.</summary>
    public Task Sees(params string[] texts) => Expect(Texts).ToHaveTextAsync(texts);

    /// <summary>Sees how far an own message has come: waiting, sent, stored, delivered, read, failed.</summary>
    public Task SeesState(string text, string state) => Expect(Message(text).Locator(".state")).ToHaveAttributeAsync("data-state", state);

    /// <summary>The message of a text.</summary>
    public ILocator Message(string text)
        => Page.Locator("#log-frame .message").Filter(new() { Has = Page.Locator(".text", new() { HasTextRegex = new Regex($"^{Regex.Escape(text)}$") }) });

    /// <summary>The entry of somebody in the list of conversations.</summary>
    public ILocator Entry(string name) => Page.Locator("#conversations a").Filter(new() { Has = Page.Locator($".name:text-is('{name}')") });

    /// <summary>Sees how many messages of somebody are unread; 0 for no number at all.</summary>
    public Task SeesUnread(string name, int count)
    {
        ILocator number = Entry(name).Locator(".count > [aria-hidden]");
        return count == 0 ? Expect(number).ToHaveCountAsync(0) : Expect(number).ToHaveTextAsync($"{count}");
    }

    /// <summary>The visible button of a name.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The page goes into the background, or comes back.</summary>
    public Task IsHidden(bool isHidden) => Page.EvaluateAsync(
        "state => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }",
        isHidden ? "hidden" : "visible");
}
