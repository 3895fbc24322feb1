using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>However long a conversation is and however one scrolls, the window does not: header and composer stay in view.</summary>
public class ScrollScenarios : BrowserScenario
{
    private const string OutOfPlace = """
        () => {
            const root = document.scrollingElement;
            const found = [];
            if (root.scrollHeight > innerHeight)
                found.push(`the document has ${root.scrollHeight} px, the window ${innerHeight}`);
            if (root.scrollTop !== 0 || document.body.scrollTop !== 0 || document.querySelector('#app').scrollTop !== 0)
                found.push('the document is scrolled');
            for (const selector of ['.conversation-head', '#composer', '#composer .send']) {
                const box = document.querySelector(selector).getBoundingClientRect();
                if (box.height === 0 || box.top < 0 || box.bottom > innerHeight + 0.5 || box.left < 0 || box.right > innerWidth + 0.5)
                    found.push(`${selector} is at ${box.left},${box.top} to ${box.right},${box.bottom}`);
            }
            return found;
        }
        """;

    private static readonly int[] Counts = [0, 5, 20, 200, 1000];

    [TestCase(1280, 800, false)]
    [TestCase(390, 844, true)]
    public async Task Header_and_composer_stay_in_view(int width, int height, bool isPhone)
    {
        foreach (int count in Counts)
            await Writes($"sender{count}", count);
        await Until("all are stored", () => Server.Chat.StoredCount == Counts.Sum());
        ChatPage juliet = await OpenPage(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = isPhone,
            IsMobile = isPhone,
        });
        await juliet.SignsIn("juliet");
        ICDPSession browser = await juliet.Page.Context.NewCDPSessionAsync(juliet.Page);
        foreach (int count in Counts)
        {
            await Opens(juliet, $"sender{count}");
            await Stays(juliet, $"{count} messages, open");
            await Swipes(browser, width / 2, height / 2, -600);
            await Stays(juliet, $"{count} messages, swiped");
            if (!isPhone)
                await Wheels(juliet, width, height, count);
            await Keys(juliet, count);
        }

        await juliet.Page.ReloadAsync();
        await juliet.SignsIn("juliet");
        await Expect(juliet.Page.Locator("#conversation-title")).ToHaveTextAsync("sender1000");
        await Expect(juliet.Texts.First).ToBeVisibleAsync();
        await Stays(juliet, "1000 messages, reloaded");
        await juliet.Button("Latest messages").Or(juliet.Page.Locator("#to-latest")).First.ClickAsync();
        await Expect(juliet.Message("number 999")).ToBeInViewportAsync();
        await Stays(juliet, "1000 messages, at the end");
    }

    [Test]
    public async Task Neither_a_long_list_nor_a_long_form_makes_the_document_longer()
    {
        ChatPage juliet = await OpenPage(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 320 } });
        await juliet.Page.EvaluateAsync("""
            for (let i = 0; i < 100; i++)
                localStorage.setItem(`chat:account:juliet:with:u:friend${i}`, JSON.stringify({ key: `u:friend${i}`, at: i, messages: [] }));
            """);
        await juliet.SignsIn("juliet");
        await Expect(juliet.Page.Locator("#conversations li")).ToHaveCountAsync(100);
        await juliet.Page.Locator("#conversations li").Last.ScrollIntoViewIfNeededAsync();
        await juliet.Page.Locator("#join-name").FocusAsync();
        Assert.That(await juliet.Page.EvaluateAsync<int>("document.scrollingElement.scrollHeight"), Is.LessThanOrEqualTo(320));
        Assert.That(await juliet.Page.EvaluateAsync<int>("document.scrollingElement.scrollTop + document.querySelector('#app').scrollTop"), Is.Zero);
        await Expect(juliet.Page.Locator("#open-account")).ToBeInViewportAsync();
    }

    private static async Task Stays(ChatPage page, string when)
        => Assert.That(await page.Page.EvaluateAsync<string[]>(OutOfPlace), Is.Empty, when);

    private static async Task Opens(ChatPage page, string name)
    {
        await page.Page.EvaluateAsync("name => { location.hash = `#/with/${name}`; }", name);
        await Expect(page.Page.Locator("#conversation-title")).ToHaveTextAsync(name);
    }

    private static Task Swipes(ICDPSession browser, int x, int y, int distance)
        => browser.SendAsync("Input.synthesizeScrollGesture", new Dictionary<string, object>
        {
            ["x"] = x,
            ["y"] = y,
            ["yDistance"] = distance,
            ["speed"] = 8000,
            ["gestureSourceType"] = "touch",
        });

    private static async Task Wheels(ChatPage page, int width, int height, int count)
    {
        foreach (int y in new[] { 30, height / 2, height - 20 })
        {
            await page.Page.Mouse.MoveAsync(width - 300, y);
            await page.Page.Mouse.WheelAsync(0, 2000);
        }

        await Stays(page, $"{count} messages, wheel");
    }

    private static async Task Keys(ChatPage page, int count)
    {
        await page.Page.Locator("#log-frame .log").FocusAsync();
        foreach (string key in new[] { "End", "PageUp", "PageDown", "Home", "Space" })
            await page.Page.Keyboard.PressAsync(key);
        await Stays(page, $"{count} messages, keys in the log");
        for (int i = 0; i < 6; i++)
            await page.Page.Keyboard.PressAsync("Tab");
        await Stays(page, $"{count} messages, Tab");
        await page.Composer.FocusAsync();
        foreach (string key in new[] { "PageUp", "PageDown", "End" })
            await page.Page.Keyboard.PressAsync(key);
        await Stays(page, $"{count} messages, keys in the composer");
    }

    private async Task Writes(string name, int count)
    {
        ScriptedClient sender = await LogIn(name);
        await sender.SendsText(string.Concat(Enumerable.Range(0, count).Select(i => $"Chat juliet number {i}\r\n")));
    }
}
