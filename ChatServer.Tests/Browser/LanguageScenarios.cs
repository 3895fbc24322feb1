using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Chinese and English.</summary>
public class LanguageScenarios : BrowserScenario
{
    [Test]
    public async Task A_Chinese_browser_gets_Chinese_from_the_page_and_from_the_server()
    {
        Setup = Setup with { Accounts = "closed" };
        await Server.Accounts.AddAsync("罗密欧", "secret");
        ChatPage romeo = await OpenPage(new BrowserNewContextOptions { Locale = "zh-CN" });
        await Expect(romeo.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await romeo.Page.GetByLabel("账号", new() { Exact = true }).FillAsync("罗密欧");
        await romeo.Page.GetByLabel("密码", new() { Exact = true }).FillAsync("wrong");
        await romeo.Button("登录").ClickAsync();
        await Expect(romeo.Page.Locator("#sign-in-problem")).ToHaveTextAsync("账号或密码错误");
        await romeo.Page.GetByLabel("密码", new() { Exact = true }).FillAsync("secret");
        await romeo.Button("登录").ClickAsync();
        await romeo.IsOnline();
        await romeo.Page.GetByLabel("对方的账号").FillAsync("朱丽叶");
        await romeo.Button("写消息").ClickAsync();
        await romeo.Says("你好");
        await romeo.SeesState("你好", "failed");
        await Expect(romeo.Message("你好").Locator(".failure p")).ToHaveTextAsync("消息未保存:没有账号 朱丽叶");
    }

    [Test]
    public async Task The_language_can_be_switched_and_stays_switched()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Page.Locator("#open-account").ClickAsync();
        await romeo.Button("中文").ClickAsync();
        await Expect(romeo.Page.GetByRole(AriaRole.Heading, new() { Name = "账号与设置" })).ToBeVisibleAsync();
        await Expect(romeo.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await romeo.Page.Keyboard.PressAsync("Escape");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("离线，还没有见过");
        Assert.That(await romeo.Page.Locator("body").InnerTextAsync(), Does.Not.Match("[Oo]ffline|[Oo]nline|Messages"));
        await romeo.Page.ReloadAsync();
        await Expect(romeo.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();
        await romeo.Button("English").ClickAsync();
        await Expect(romeo.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Both_languages_have_the_same_words()
    {
        ChatPage page = await OpenPage();
        string missing = await page.Page.EvaluateAsync<string>("""
            async () => {
                const { english } = await import('/texts-en.js');
                const { chinese } = await import('/texts-zh.js');
                const shape = table => Object.entries(table).map(([key, words]) => `${key} ${typeof words}`);
                const [en, zh] = [new Set(shape(english)), new Set(shape(chinese))];
                return [...en.symmetricDifference(zh)].join(', ');
            }
            """);
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public async Task Numbers_and_nouns_agree()
    {
        ChatPage page = await OpenPage();
        string wrong = await page.Page.EvaluateAsync<string>("""
            async () => {
                const { english } = await import('/texts-en.js');
                const texts = n => Object.values(english).filter(words => typeof words === 'function').map(words => {
                    try { return String(words(n, n)); } catch { return ''; }
                });
                const many = /\b1 (messages|members|characters|bytes|lines|seconds)\b/;
                const one = /\b[02] (message|member|character|byte|line|second)\b/;
                return [...texts(1).filter(text => many.test(text)), ...[0, 2].flatMap(texts).filter(text => one.test(text))].join('; ');
            }
            """);
        Assert.That(wrong, Is.Empty);
    }
}
