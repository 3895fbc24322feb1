using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>
/// Pictures of the page. Not a test: <c>./screenshots FOLDER</c> runs it, and writes them into the folder that the variable CHAT_SCREENSHOTS names.
/// </summary>
[Explicit("It makes pictures; ./screenshots runs it.")]
public class Screenshots : BrowserScenario
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("CHAT_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");

    private sealed record Words(string Locale, string Group, string[] Talk, string Own, string Friend, string Other, string Mistyped, string Greeting, string Later);

    // Long words, scripts that run to the left, emoji, a pile of marks.
    private static readonly string[] Unusual =
    [
        $"https://example.com/{new string('a', 120)}?q={new string('b', 60)}",
        "مرحبا، أراكم يوم السبت في المحطة الساعة 9:00",
        "שלום לכולם (hello) 👨‍👩‍👧‍👦🏳️‍🌈",
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" + new string('x', 80),
        "Z" + string.Concat(Enumerable.Repeat("\u0301\u0316", 100)) + "algo",
        string.Concat(Enumerable.Repeat("我们在火车站等你，别忘了带地图和水。", 8)),
    ];

    private static readonly Words English = new(
        "en-GB",
        "hiking",
        ["Saturday at nine, at the station?", "Fine with me. I bring the map.", "I take the 8:40 train, see you there!", "Great. The forecast: https://weather.example/sat"],
        "alice",
        "bob",
        "carol",
        "carrol",
        "Did you get the photos?",
        "Tell me when you are back");

    private static readonly Words Chinese = new(
        "zh-CN",
        "周末爬山",
        ["周六早上九点，火车站集合？", "好的，我带地图。", "我坐八点四十的车，到时候见！", "太好了。天气预报：https://weather.example/sat"],
        "小红",
        "小明",
        "阿丽",
        "阿莉",
        "照片收到了吗？",
        "回来以后告诉我一声");

    [TestCase("desktop", 1080, 680, ColorScheme.Light, false)]
    [TestCase("desktop-dark", 1080, 680, ColorScheme.Dark, false)]
    [TestCase("desktop-chinese", 1080, 680, ColorScheme.Light, true)]
    [TestCase("phone", 390, 760, ColorScheme.Light, false)]
    [TestCase("phone-dark-chinese", 390, 760, ColorScheme.Dark, true)]
    public async Task Of_the_page(string name, int width, int height, ColorScheme colours, bool isChinese)
    {
        Setup = Setup with { Accounts = "open" };
        Words words = isChinese ? Chinese : English;
        ScriptedClient friend = await LogIn(words.Friend);
        ScriptedClient other = await LogIn(words.Other);
        await friend.Sends($"Join {words.Group}", $"Chat {words.Own} {words.Later}");
        await other.Sends($"Join {words.Group}");
        await Until("both are in", () => Server.Chat.MemberCount(words.Group) == 2);
        await Until("a message waits", () => Server.Chat.StoredCount == 1);

        ChatPage page = await OpenPage(new BrowserNewContextOptions
        {
            Locale = words.Locale,
            ColorScheme = colours,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        await Picture(page, $"{name}-1-sign-in");
        await page.Page.Locator("#sign-in-id").FillAsync(words.Own);
        await page.Page.Locator("#sign-in-password").FillAsync("secret");
        await page.Page.Locator("#sign-in-form [type=submit]").ClickAsync();
        await page.IsOnline();
        await Go(page, "#/new");
        await page.Page.Locator("#notify-dismiss").EvaluateAsync("button => button.click()");
        await Picture(page, $"{name}-2-start");

        await Go(page, $"#/with/{Uri.EscapeDataString(words.Other)}");
        await page.Says(words.Greeting);
        await page.SeesState(words.Greeting, "delivered");
        await Go(page, $"#/group/{Uri.EscapeDataString(words.Group)}");
        await page.Page.Locator("#not-member button").ClickAsync();
        await page.Says(words.Talk[0]);
        await page.SeesState(words.Talk[0], "stored");
        await friend.Sends($"Say {words.Group} {words.Talk[1]}");
        await Expect(page.Texts).ToHaveCountAsync(2);
        await other.Sends($"Say {words.Group} {words.Talk[2]}");
        await Expect(page.Texts).ToHaveCountAsync(3);
        await friend.Sends("Confirm *");
        await other.Sends("Confirm *");
        await page.SeesState(words.Talk[0], "read");
        await page.Says(words.Talk[3]);
        await page.SeesState(words.Talk[3], "stored");
        await Expect(page.Page.Locator("#conversation-presence")).ToContainTextAsync("3");
        await Picture(page, $"{name}-3-conversation");
        await page.Page.Locator("#open-details").ClickAsync();
        await Picture(page, $"{name}-4-members");
        await page.Page.Keyboard.PressAsync("Escape");
        await Go(page, "#/");
        await Picture(page, $"{name}-5-list");
        await page.Page.Locator("#open-account").ClickAsync();
        await Picture(page, $"{name}-6-settings");
        await page.Page.Keyboard.PressAsync("Escape");

        await Go(page, $"#/with/{Uri.EscapeDataString(words.Mistyped)}");
        await page.Says(words.Greeting);
        await page.SeesState(words.Greeting, "stored");
        await page.Composer.FillAsync(string.Join('\n', words.Talk));
        await Picture(page, $"{name}-8-never-seen-and-several-lines");
        await page.Composer.FillAsync(string.Empty);
        foreach (string text in Unusual)
            await friend.Sends($"Say {words.Group} {text}");
        await other.SendsText(string.Concat(Enumerable.Range(1, 1000).Select(i => $"Chat {words.Own} {words.Later} ({i})\r\n")));
        await page.Page.WaitForFunctionAsync("() => document.title.includes('(10')");
        await Go(page, $"#/group/{Uri.EscapeDataString(words.Group)}");
        await Picture(page, $"{name}-9-unusual-texts");
        await Go(page, $"#/with/{Uri.EscapeDataString(words.Other)}");
        await Picture(page, $"{name}-10-a-thousand-messages");
        await page.Page.Locator("#read-all").ClickAsync();
        await Picture(page, $"{name}-11-question");
        await page.Page.Locator("#ask-yes").ClickAsync();
        await page.SeesUnread(words.Other, 0);

        Server.Stop();
        ExpectNoConnection();
        await Expect(page.Banner).ToBeVisibleAsync();
        await page.Says(words.Talk[1]);
        await page.SeesState(words.Talk[1], "waiting");
        await Picture(page, $"{name}-7-offline");
    }

    private static async Task Go(ChatPage page, string address)
    {
        await page.Page.EvaluateAsync("address => { location.hash = address; }", address);
        await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
    }

    private static Task Picture(ChatPage page, string name) => page.Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Folder, name + ".png"),
        Animations = ScreenshotAnimations.Disabled,
        Caret = ScreenshotCaret.Hide,
    });
}
