using ChatServer.Tests.Kit;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Notifications of the browser, of which the test sees what the page asks for.</summary>
public class NotificationScenarios : BrowserScenario
{
    private const string FakeNotifications = """
        window.shown = [];
        window.asked = 0;
        window.Notification = class {
            static permission = 'default';
            static async requestPermission() {
                window.asked++;
                return Notification.permission = 'granted';
            }
            constructor(title, options) { window.shown.push(this); Object.assign(this, { title }, options); }
            close() { this.isClosed = true; }
        };
        """;

    [Test]
    public async Task They_are_asked_for_on_a_click_only_and_lead_to_the_conversation()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ChatPage juliet = await SignIn("juliet", prepare: context => context.AddInitScriptAsync(FakeNotifications));
        await juliet.WritesTo("nurse");
        Assert.That(await juliet.Page.EvaluateAsync<int>("window.asked"), Is.Zero);
        await juliet.Button("Turn on notifications").ClickAsync();
        await Expect(juliet.Page.Locator("#notify-offer")).ToBeHiddenAsync();
        Assert.That(await juliet.Page.EvaluateAsync<int>("window.asked"), Is.EqualTo(1));

        await romeo.Sends("Chat juliet in front");
        await juliet.SeesUnread("romeo", 1);
        await juliet.IsHidden(true);
        await romeo.Sends("Chat juliet <b>behind</b>");
        await juliet.SeesUnread("romeo", 2);
        await Expect(juliet.Page).ToHaveTitleAsync("(2) Chat");
        string shown = await juliet.Page.EvaluateAsync<string>("shown.map(n => `${n.title}: ${n.body}`).join('; ')");
        Assert.That(shown, Is.EqualTo("romeo: <b>behind</b>"));

        await juliet.Page.EvaluateAsync("shown[0].onclick()");
        await juliet.IsHidden(false);
        await Expect(juliet.Page.Locator("#conversation-title")).ToHaveTextAsync("romeo");
        await juliet.SeesUnread("romeo", 0);
    }

    [Test]
    public async Task They_end_between_characters()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ChatPage juliet = await SignIn("juliet", prepare: context => context.AddInitScriptAsync(FakeNotifications));
        await juliet.Button("Turn on notifications").ClickAsync();
        await juliet.IsHidden(true);
        await romeo.Sends($"Chat juliet {new string('x', 199)}😀😀", $"Chat juliet {new string('x', 195)}👨‍👩‍👧‍👦!");
        await juliet.SeesUnread("romeo", 2);
        string[] shown = await juliet.Page.EvaluateAsync<string[]>("shown.map(n => n.body)");
        Assert.That(shown, Is.EqualTo(new[] { new string('x', 199) + "…", new string('x', 195) + "…" }));
        await Expect(juliet.Entry("romeo").Locator(".preview")).ToHaveTextAsync(new string('x', 120) + "…");
    }

    [Test]
    public async Task Whoever_does_not_want_them_is_not_asked_again()
    {
        ChatPage juliet = await SignIn("juliet", prepare: context => context.AddInitScriptAsync(FakeNotifications));
        await juliet.Button("Not now").ClickAsync();
        await Expect(juliet.Page.Locator("#notify-offer")).ToBeHiddenAsync();
        await juliet.Page.ReloadAsync();
        await juliet.SignsIn("juliet");
        await Expect(juliet.Page.Locator("#notify-offer")).ToBeHiddenAsync();
        await juliet.Page.Locator("#open-account").ClickAsync();
        await Expect(juliet.Page.Locator("#notify-button")).ToHaveTextAsync("Turn on notifications");
        Assert.That(await juliet.Page.EvaluateAsync<int>("window.asked"), Is.Zero);
    }
}
