using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>On a narrow screen one pane is shown at a time. A desktop at 400 % zoom is such a screen too.</summary>
public class PhoneScenarios : BrowserScenario
{
    // The width of the document, and of whatever scrolls in it.
    private const string TooWide = """
        width => [document.documentElement, ...document.querySelectorAll('body *')]
            .filter(e => e === document.documentElement || (e.checkVisibility() && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)))
            .filter(e => e.scrollWidth > Math.min(width, e.clientWidth))
            .map(e => `${e.id || e.className || e.localName}: ${e.scrollWidth}`)
        """;

    private const string TooSmall = """
        () => [...document.querySelectorAll('button, a[href], input, textarea')]
            .filter(e => e.checkVisibility() && !e.closest('.text') && !e.classList.contains('skip'))
            .map(e => [e.id || e.className || e.textContent, (e.closest('label') ?? e).getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44)
            .map(([name, box]) => `${name} ${box.width}x${box.height}`)
        """;

    [TestCase(320)]
    [TestCase(390)]
    public async Task Everything_fits_and_can_be_touched_and_one_pane_is_shown_at_a_time(int width)
    {
        var options = new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 640 },
            HasTouch = true,
            IsMobile = true,
        };
        ChatPage juliet = await OpenPage(options);
        await Fits(juliet);
        await juliet.SignsIn("juliet");
        await Expect(juliet.Page.GetByText("No conversations yet")).ToBeVisibleAsync();
        await Expect(juliet.Page.Locator("#pane")).ToBeHiddenAsync();
        await Fits(juliet);

        await juliet.Page.Locator("#new-conversation").TapAsync();
        await Expect(juliet.Page.GetByRole(AriaRole.Heading, new() { Name = "Who do you want to write to?" })).ToBeVisibleAsync();
        await Expect(juliet.Page.Locator(".side")).ToBeHiddenAsync();
        await Fits(juliet);

        ScriptedClient romeo = await LogIn(new string('r', 32));
        await romeo.Sends($"Chat juliet {new string('w', 400)} https://example.com/{new string('x', 200)}");
        await juliet.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the conversations" }).TapAsync();
        await Fits(juliet);
        await juliet.Entry(new string('r', 32)).TapAsync();
        await Expect(juliet.Texts).ToHaveCountAsync(1);
        await juliet.Says(new string('m', 300));
        await romeo.ReceivesFrom("juliet", new string('m', 300));
        await Fits(juliet);

        await juliet.Button("Details").TapAsync();
        await Fits(juliet);
        await juliet.Button("Close").TapAsync();
        await juliet.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the conversations" }).TapAsync();
        await Expect(juliet.Page.Locator("#conversation")).ToBeHiddenAsync();
        await juliet.Page.Locator("#open-account").TapAsync();
        await Fits(juliet);
        await juliet.Button("Close").TapAsync();
        await LogIn("juliet");
        await Expect(juliet.Button("Use it here")).ToBeVisibleAsync();
        await Fits(juliet);
    }

    private static async Task Fits(ChatPage page)
    {
        Assert.That(await page.Page.EvaluateAsync<string[]>(TooWide, page.Page.ViewportSize!.Width), Is.Empty, "scrolls sideways");
        Assert.That(await page.Page.EvaluateAsync<string[]>(TooSmall), Is.Empty, "too small to be touched");
    }
}
