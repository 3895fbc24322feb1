using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Signing in, and being signed out.</summary>
public class SignInScenarios : BrowserScenario
{
    [Test]
    public async Task Somebody_new_is_told_that_the_first_sign_in_makes_the_account_and_then_what_to_do_next()
    {
        Setup = Setup with { Accounts = "open" };
        ChatPage romeo = await OpenPage();
        await Expect(romeo.Page.Locator("#accounts-hint")).ToContainTextAsync("The first sign-in creates the account");
        await Expect(romeo.Page.GetByLabel("Id", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(romeo.Page.GetByLabel("Id", new() { Exact = true })).ToHaveAttributeAsync("autocomplete", "username");
        await Expect(romeo.Page.GetByLabel("Password", new() { Exact = true })).ToHaveAttributeAsync("autocomplete", "current-password");
        await romeo.SignsIn("romeo");
        await Expect(romeo.Page.GetByRole(AriaRole.Heading, new() { Name = "Who do you want to write to?" })).ToBeVisibleAsync();
        await Expect(romeo.Page.GetByText("No conversations yet")).ToBeVisibleAsync();
        Assert.That(Server.Accounts.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_sign_in_that_made_the_account_says_so_until_somebody_has_read_it()
    {
        ChatPage romeo = await OpenPage(prepare: context => context.RouteWebSocketAsync(new Regex("/ws$"), route =>
        {
            IWebSocketRoute server = route.ConnectToServer();
            server.OnMessage(frame =>
            {
                route.Send(frame.Text!);
                if (frame.Text!.Contains("\"code\":201,", StringComparison.Ordinal))
                    route.Send("""{"type":"answer","code":230,"name":"account-created","id":"romeo","text":"New account created: romeo"}""");
            });
        }));
        await romeo.SignsIn("romeo");
        ILocator notice = romeo.Page.Locator("#created");
        await Expect(notice).ToContainTextAsync("A new account was created: romeo.");
        await romeo.WritesTo("juliet");
        await notice.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(notice).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_pause_that_no_timer_can_measure_is_an_hour_and_not_none()
    {
        int connections = 0;
        ChatPage romeo = await OpenPage(prepare: context => context.RouteWebSocketAsync(new Regex("/ws$"), route =>
        {
            Interlocked.Increment(ref connections);
            IWebSocketRoute server = route.ConnectToServer();
            server.OnMessage(frame => route.Send(frame.Text!.Contains("\"code\":201,", StringComparison.Ordinal)
                ? """{"type":"error","code":442,"name":"login-throttled","seconds":2147483647,"tag":"1","text":"Too many wrong passwords"}"""
                : frame.Text!));
        }));
        await romeo.TriesToSignIn("romeo");
        await Expect(romeo.Page.Locator("#sign-in-progress")).ToContainTextAsync("You can try again in 3,");
        Assert.That(connections, Is.EqualTo(1));
    }

    [TestCase("closed", "The operator of this server gives you an id and a password.")]
    [TestCase("none", "This server does not check passwords. Choose an id and any password.")]
    public async Task The_form_says_whose_the_accounts_are(string accounts, string words)
    {
        Setup = Setup with { Accounts = accounts };
        ChatPage romeo = await OpenPage();
        await Expect(romeo.Page.Locator("#accounts-hint")).ToHaveTextAsync(words);
    }

    [Test]
    public async Task A_wrong_password_is_said_at_the_form_and_the_right_one_works_then()
    {
        Setup = Setup with { Accounts = "closed" };
        await Server.Accounts.AddAsync("romeo", "secret");
        ChatPage romeo = await OpenPage();
        await romeo.TriesToSignIn("romeo", "wrong");
        await Expect(romeo.Page.GetByRole(AriaRole.Alert).First).ToHaveTextAsync("Wrong id or password");
        await romeo.SignsIn("romeo");
    }

    [Test]
    public async Task What_cannot_be_an_id_or_a_password_is_said_at_once()
    {
        ChatPage romeo = await OpenPage();
        ILocator problem = romeo.Page.Locator("#sign-in-problem");
        await romeo.Button("Sign in").ClickAsync();
        await Expect(problem).ToHaveTextAsync("Enter an id.");
        await romeo.TriesToSignIn("romeo montague");
        await Expect(problem).ToContainTextAsync("1 to 32 letters, digits");
        await Expect(romeo.Page.GetByLabel("Id", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await romeo.TriesToSignIn("romeo", string.Empty);
        await Expect(problem).ToHaveTextAsync("Enter a password.");
        Assert.That(Server.Chat.OnlineCount, Is.Zero);
    }

    [Test]
    public async Task After_too_many_wrong_passwords_the_page_counts_down_and_signs_in_by_itself()
    {
        Setup = Setup with { Accounts = "closed", AccountAttributes = "iterations=\"1000\" failuresPerAccount=\"1\"" };
        await Server.Accounts.AddAsync("romeo", "secret");
        ChatPage romeo = await OpenPage();
        await romeo.TriesToSignIn("romeo", "wrong");
        await Expect(romeo.Page.Locator("#sign-in-problem")).ToHaveTextAsync("Wrong id or password");

        // Pauses double, and one that is over in a second may be over before the page asks.
        ScriptedClient other = await Connect("other");
        for (int failures = 1; failures < 4;)
        {
            await other.Sends("Check romeo wrong");
            failures += await other.ReceivesLine() == "账号或密码错误" ? 1 : 0;
        }

        await romeo.TriesToSignIn("romeo");
        await Expect(romeo.Page.Locator("#sign-in-progress")).ToContainTextAsync("You can try again in");
        await Expect(romeo.Button("Sign in")).ToBeDisabledAsync();
        await romeo.IsOnline();
    }

    [Test]
    public async Task A_second_sign_in_ends_the_first_which_does_not_fight_but_waits_for_a_click()
    {
        ChatPage first = await SignIn("romeo");
        await first.WritesTo("juliet");
        ChatPage second = await SignIn("romeo");
        await Expect(first.Banner).ToContainTextAsync("You have signed in elsewhere");
        await Expect(first.Composer).ToBeDisabledAsync();
        await first.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await second.WritesTo("nurse");
        await second.Says("Still me");
        await second.SeesState("Still me", "stored");
        await Expect(first.Banner).ToBeVisibleAsync();

        await first.Button("Use it here").ClickAsync();
        await first.IsOnline();
        await Expect(first.Banner).ToBeHiddenAsync();
        await Expect(second.Banner).ToContainTextAsync("You have signed in elsewhere");
    }

    [Test]
    public async Task When_the_operator_changes_the_password_the_form_comes_back_and_says_so()
    {
        Setup = Setup with { Accounts = "open" };
        ChatPage romeo = await SignIn("romeo");
        await Server.Server("utf-8").System.ReplacePasswordAsync("romeo", "another");
        await Expect(romeo.Page.Locator("#sign-in-problem")).ToHaveTextAsync("The operator has changed your password; please log in again");
        await Expect(romeo.Page.GetByLabel("Id", new() { Exact = true })).ToHaveValueAsync("romeo");
        await romeo.SignsIn("romeo", "another");
    }

    [Test]
    public async Task Whoever_signs_out_may_leave_nothing_behind()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Forget me");
        await romeo.SeesState("Forget me", "stored");
        await romeo.Page.Locator("#open-account").ClickAsync();
        await romeo.Button("Sign out and remove everything here").ClickAsync();
        await romeo.Button("Cancel").ClickAsync();
        await romeo.Sees("Forget me");
        await romeo.Page.Locator("#open-account").ClickAsync();
        await romeo.Button("Sign out and remove everything here").ClickAsync();
        await romeo.Button("Sign out and remove").ClickAsync();
        await Expect(romeo.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await UntilOffline("romeo");
        Assert.That(await romeo.Page.EvaluateAsync<int>("localStorage.length"), Is.Zero);
        Assert.That(await romeo.Page.EvaluateAsync<string>("document.body.innerHTML"), Does.Not.Contain("Forget me").And.Not.Contain("juliet"));
    }

    [Test]
    public async Task The_password_is_nowhere_but_in_memory()
    {
        ChatPage romeo = await OpenPage();
        await romeo.SignsIn("romeo", "sesame-open");
        await romeo.WritesTo("juliet");
        string kept = await romeo.Page.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie, document.documentElement.outerHTML, location.href])");
        Assert.That(kept, Does.Not.Contain("sesame"));
        await Expect(romeo.Page.Locator("#sign-in-password")).ToHaveValueAsync(string.Empty);
    }
}
