using ChatServer.Tests.Kit;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>axe-core finds nothing in any state of the page, in any size and colour scheme.</summary>
public class AccessibilityScenarios : BrowserScenario
{
    private const string Run = """
        async () => {
            const result = await axe.run(document, { resultTypes: ['violations'] });
            return result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [TestCase(1100, ColorScheme.Light, "en-GB")]
    [TestCase(1100, ColorScheme.Dark, "zh-CN")]
    [TestCase(360, ColorScheme.Light, "zh-CN")]
    [TestCase(360, ColorScheme.Dark, "en-GB")]
    public async Task No_state_of_the_page_violates_a_rule(int width, ColorScheme colours, string locale)
    {
        Setup = Setup with { Accounts = "open" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona");
        await nurse.ReceivesLine();
        ChatPage juliet = await OpenPage(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 700 },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale,
        });
        IPage page = juliet.Page;
        await Check(juliet, "the form");
        await page.Locator("#sign-in-form [type=submit]").ClickAsync();
        await Expect(page.Locator("#sign-in-problem")).Not.ToBeEmptyAsync();
        await Check(juliet, "the form with a problem");

        await page.Locator("#sign-in-id").FillAsync("juliet");
        await page.Locator("#sign-in-password").FillAsync("secret");
        await page.Locator("#sign-in-form [type=submit]").ClickAsync();
        await juliet.IsOnline();
        await Check(juliet, "no conversations");
        await Go(juliet, "#/new");
        await Check(juliet, "the beginning of a conversation");

        await romeo.Sends("Chat juliet Look at https://example.com/");
        await Go(juliet, "#/");
        await juliet.SeesUnread("romeo", 1);
        await Check(juliet, "the list");
        await Go(juliet, "#/with/romeo");
        await juliet.Says("How cam'st thou hither?");
        await juliet.SeesState("How cam'st thou hither?", "delivered");
        await Check(juliet, "a conversation");
        await juliet.Composer.FillAsync(new string('x', 5000));
        await Check(juliet, "a text that is too long");
        await juliet.Composer.FillAsync("Two households,\nboth alike in dignity");
        await Expect(page.Locator("#composer-lines")).ToBeVisibleAsync();
        await Check(juliet, "several lines");
        await juliet.Composer.FillAsync(string.Empty);
        await page.Locator("#open-account").EvaluateAsync("button => button.click()");
        await Check(juliet, "the settings");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator("#open-details").ClickAsync();
        await page.Locator("#forget").ClickAsync();
        await Expect(page.Locator("#ask")).ToBeVisibleAsync();
        await Check(juliet, "a question");
        await page.Keyboard.PressAsync("Escape");
        await Go(juliet, "#/with/julliet");
        await juliet.Says("Who art thou?");
        await Expect(page.Locator("#log-frame .hint")).ToBeVisibleAsync();
        await Check(juliet, "somebody who has never been seen");
        await romeo.SendsText(string.Concat(Enumerable.Range(0, 30).Select(i => $"Chat juliet number {i}\r\n")));
        await juliet.SeesUnread("romeo", 30);
        await Go(juliet, "#/with/romeo");
        await Expect(page.Locator("#read-all")).ToBeVisibleAsync();
        await Check(juliet, "new messages out of view");

        await Go(juliet, "#/group/verona");
        await page.Locator("#not-member button").ClickAsync();
        await Expect(juliet.Composer).ToBeVisibleAsync();
        await nurse.Sends("Say verona Is anybody there?");
        await juliet.Sees("Is anybody there?");
        await Check(juliet, "a group");
        await page.Locator("#open-details").ClickAsync();
        await Expect(page.Locator("#details-members li")).ToHaveCountAsync(2);
        await Check(juliet, "the members of a group");
        await page.Keyboard.PressAsync("Escape");

        await Go(juliet, "#/group/mantua");
        await page.Locator("#not-member button").ClickAsync();
        await juliet.Says("Alone");
        await juliet.SeesState("Alone", "failed");
        await Check(juliet, "a message that failed");
        await LogIn("juliet");
        await Expect(juliet.Banner).ToBeVisibleAsync();
        await Check(juliet, "signed in elsewhere");
    }

    private static async Task Go(ChatPage page, string address)
    {
        await page.Page.EvaluateAsync("address => { location.hash = address; }", address);
        await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
    }

    private static async Task Check(ChatPage page, string state)
    {
        await page.Page.EvaluateAsync(Axe);
        string[] violations = await page.Page.EvaluateAsync<string[]>(Run);
        Assert.That(violations, Is.Empty, state);
    }
}
