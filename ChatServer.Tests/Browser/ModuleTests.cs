using Microsoft.Playwright;
using NUnit.Framework;

namespace ChatServer.Tests.Browser;

/// <summary>The modules of the page that need neither a server nor a document.</summary>
public class ModuleTests : BrowserScenario
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
        ("draft", "m.messagesOf('  a \\r\\n\\r\\n b  ').join('|')", "a b"),
        ("draft", "m.messagesOf('  a \\r\\n\\r\\n b\\u2028c  ', true).join('|')", "a|b|c"),
        ("draft", "m.messagesOf(' \\n\\t\\n ', true).length", "0"),
        ("draft", "m.messagesOf('x\\n'.repeat(21), true).length", "1"),
        ("draft", "m.messagesOf('\\ud800')[0].length", "1"),
        ("draft", "m.messagesOf('\\ud800')[0] === '\\ud800'", "false"),
        ("draft", "m.tooLong('x'.repeat(10), { maxTextLength: 10, maxFrameBytes: 1000 })", "null"),
        ("draft", "m.tooLong('x'.repeat(11), { maxTextLength: 10, maxFrameBytes: 1000 }).what", "characters"),
        ("draft", "m.tooLong('\"'.repeat(300), { maxTextLength: 400, maxFrameBytes: 1000 }).has", "602"),
        ("links", "m.splitAtLinks('a https://b.example/c) d').map(p => p.href ?? p.text).join('|')", "a |https://b.example/c|) d"),
        ("links", "m.splitAtLinks('看 http://例子.example/路，好').map(p => p.text).join('|')", "看 |http://例子.example/路|，好"),
        ("links", "m.splitAtLinks('javascript:alert(1) data:x ftp://x').length", "1"),
        ("links", "m.splitAtLinks('https://a@b.example').length", "1"),
        ("links", "m.splitAtLinks('(https://b.example/a_(b)_[c]), d').map(p => p.href ?? p.text).join('|')", "(|https://b.example/a_(b)_[c]|), d"),
        ("links", "m.splitAtLinks('https://b.example/?!...').map(p => p.text).join('|')", "https://b.example/|?!..."),
        ("links", "m.splitAtLinks('').map(p => p.text).join('|')", ""),
        ("shorten", "m.shorten('abc', 3)", "abc"),
        ("shorten", "m.shorten('abcd', 3)", "abc…"),
        ("shorten", "m.shorten('ab😀', 3)", "ab…"),
        ("shorten", "m.shorten('a👨‍👩‍👧‍👦b', 11)", "a…"),
        ("shorten", "m.shorten('a🇨🇳🇨🇳', 6)", "a🇨🇳…"),
        ("shorten", "m.shorten('a' + '\\u0301'.repeat(600) + 'b', 100).length", "10"),
        ("shorten", "m.shorten('👩‍'.repeat(600), 100)", "…"),
        ("shorten", "m.shorten('x'.repeat(100000), 5)", "xxxxx…"),
        ("shorten", "m.firstCharacter('e\\u0301' + '\\u0302'.repeat(30)).length", "9"),
        ("shorten", "m.firstCharacter('')", ""),
        ("view/groups", "m.groupsOf([{ from: 'a', at: 0 }, { from: 'a', at: 9e4 }, { from: 'b', at: 9e4 }, { from: 'b', at: 5e5 }], 0, 4, null).map(g => `${g.isFirst}/${g.showsMeta}`).join(' ')", "true/false false/true true/true true/true"),
        ("view/groups", "m.groupsOf([{ from: 'a', own: true, at: 0, state: 'read' }, { from: 'a', own: true, at: 0, state: 'stored' }, { from: 'a', own: true, at: 0, state: 'stored' }], 0, 3, null).map(g => g.showsMeta).join(' ')", "true false true"),
        ("route", "m.routeOf('u:小明@x')", "#/with/%E5%B0%8F%E6%98%8E%40x"),
        ("route", "m.parseRoute('#/with/%E5%B0%8F%E6%98%8E%40x').key", "u:小明@x"),
        ("route", "m.parseRoute('#/group/dev').key", "g:dev"),
        ("route", "m.parseRoute('#/with/%').pane", "list"),
        ("language", "m.preferred(['zh-TW', 'en'])", "zh"),
        ("language", "m.preferred(['de', 'zh'])", "en"),
        ("language", "m.preferred([])", "en"),
    ];

    // Up to 400 KB that make a regular expression try from every place again.
    private static readonly (string Module, string Expression)[] Hostile =
    [
        ("links", "m.splitAtLinks('https://x.example/' + '.'.repeat(400000) + 'x')"),
        ("links", "m.splitAtLinks('https://x.example/' + ')'.repeat(400000) + 'x')"),
        ("links", "m.splitAtLinks('https://x.example/' + '('.repeat(50000) + ')'.repeat(50000))"),
        ("links", "m.splitAtLinks('http://'.repeat(14000))"),
        ("links", "m.splitAtLinks('http://a.b '.repeat(9000))"),
        ("links", "m.splitAtLinks('http'.repeat(25000))"),
        ("draft", "m.messagesOf('x' + ' '.repeat(400000) + 'x')"),
        ("draft", "m.messagesOf('x' + ' \\t'.repeat(200000) + '\\nx')"),
        ("draft", "m.messagesOf('x\\n'.repeat(50000))"),
        ("shorten", "m.shorten('a' + '\\u0301'.repeat(100000) + 'b', 100000)"),
        ("shorten", "m.withoutPiles('\\u0301'.repeat(100000) + 'b')"),
        ("ids", "m.toId('x'.repeat(100000))"),
    ];

    /// <summary>In milliseconds, which is generous: each takes some. What grows with the square takes a minute and a half.</summary>
    private const int Deadline = 20_000;

    [Test]
    public async Task Their_time_grows_with_the_length_of_a_text_only()
    {
        IPage page = (await OpenPage()).Page;
        foreach ((string module, string expression) in Hostile)
        {
            double took = await page.EvaluateAsync<double>($"() => import('/{module}.js').then(m => {{ const start = performance.now(); {expression}; return performance.now() - start; }})");
            Assert.That(took, Is.LessThan(Deadline), expression);
        }
    }

    [Test]
    public async Task They_say_what_they_should()
    {
        IPage page = (await OpenPage()).Page;
        string[] actual = await page.EvaluateAsync<string[]>(
            $"() => Promise.all([{string.Join(", ", Cases.Select(item => $"import('/{item.Module}.js').then(m => String({item.Expression}))"))}])");
        Assert.That(Cases.Zip(actual, (item, value) => $"{item.Expression}: {value}"), Is.EqualTo(Cases.Select(item => $"{item.Expression}: {item.Expected}")));
    }
}
