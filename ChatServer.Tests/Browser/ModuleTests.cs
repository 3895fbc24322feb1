using Microsoft.Playwright;
using NUnit.Framework;

namespace ChatServer.Tests.Browser;

/// <summary>The modules of the page that need neither a server nor a document.</summary>
public class ModuleTests : BrowserPlay
{
    private static readonly (string Module, string Expression, string Expected)[] Cases =
    [
        ("backoff", "m.pauseBefore(0, () => 1)", "500"),
        ("backoff", "m.pauseBefore(3, () => 0.5)", "2000"),
        ("backoff", "m.pauseBefore(6, () => 1)", "30000"),
        ("backoff", "m.pauseBefore(1000, () => 1)", "30000"),
        ("backoff", "m.pauseBefore(9, () => 0)", "0"),
        ("ids", "m.toId(' Ａlice ')", "Alice"),
        ("ids", "m.toId('小明.x-y_z@1')", "小明.x-y_z@1"),
        ("ids", "m.toId('a b')", "null"),
        ("ids", "m.toId('*')", "null"),
        ("ids", "m.toId('')", "null"),
        ("ids", "m.toId('a'.repeat(33))", "null"),
        ("ids", "m.timeOfId('01a1fd15-57b5-7000-8008-005655894a55')", "1795247396789"),
        ("ids", "m.sortKeyOf(m.timeOfId('01a1fd15-57b5-7000-8008-005655894a55'))", "01a1fd15-57b5-"),
        ("ids", "new Set([m.newRef(), m.newRef()]).size", "2"),
        ("draft", "m.toSend('  a \\r\\n\\r\\n b  ')", "a b"),
        ("draft", "m.toSend('\\ud800').length", "1"),
        ("draft", "m.toSend('\\ud800') === '\\ud800'", "false"),
        ("draft", "m.tooLong('x'.repeat(10), { maxTextLength: 10, maxFrameBytes: 1000 })", "null"),
        ("draft", "m.tooLong('x'.repeat(11), { maxTextLength: 10, maxFrameBytes: 1000 }).what", "characters"),
        ("draft", "m.tooLong('\"'.repeat(300), { maxTextLength: 400, maxFrameBytes: 1000 }).has", "602"),
        ("links", "m.splitAtLinks('a https://b.example/c) d').map(p => p.href ?? p.text).join('|')", "a |https://b.example/c|) d"),
        ("links", "m.splitAtLinks('看 http://例子.example/路，好').map(p => p.text).join('|')", "看 |http://例子.example/路|，好"),
        ("links", "m.splitAtLinks('javascript:alert(1) data:x ftp://x').length", "1"),
        ("links", "m.splitAtLinks('https://a@b.example').length", "1"),
        ("links", "m.splitAtLinks('').map(p => p.text).join('|')", ""),
        ("route", "m.routeOf('u:小明@x')", "#/with/%E5%B0%8F%E6%98%8E%40x"),
        ("route", "m.parseRoute('#/with/%E5%B0%8F%E6%98%8E%40x').key", "u:小明@x"),
        ("route", "m.parseRoute('#/group/dev').key", "g:dev"),
        ("route", "m.parseRoute('#/with/%').pane", "list"),
        ("language", "m.preferred(['zh-TW', 'en'])", "zh"),
        ("language", "m.preferred(['de', 'zh'])", "en"),
        ("language", "m.preferred([])", "en"),
    ];

    [Test]
    public async Task They_say_what_they_should()
    {
        IPage page = (await OpenPage()).Page;
        string[] actual = await page.EvaluateAsync<string[]>(
            $"() => Promise.all([{string.Join(", ", Cases.Select(item => $"import('/{item.Module}.js').then(m => String({item.Expression}))"))}])");
        Assert.That(Cases.Zip(actual, (item, value) => $"{item.Expression}: {value}"), Is.EqualTo(Cases.Select(item => $"{item.Expression}: {item.Expected}")));
    }
}
