using System.Collections.Specialized;
using NUnit.Framework;
using SuperSocket.Facility.Protocol;

namespace SuperSocket.Tests.Protocol;

[TestFixture]
internal sealed class MimeHeaderHelperTests
{
    [Test]
    public void The_first_line_is_left_out()
        => Assert.That(Parse("GET /a:b HTTP/1.1\r\nHost: here\r\n"), Is.EqualTo("Host=here"));

    [Test]
    public void A_line_that_begins_with_a_tab_continues_the_one_before()
        => Assert.That(Parse("GET\r\nA: one\r\n\ttwo\r\n\t three\r\nB: 2"), Is.EqualTo("A=one two three;B=2"));

    [Test]
    public void Values_of_a_repeated_name_are_joined_in_any_case()
        => Assert.That(Parse("GET\r\nA: 1\r\nB: 2\r\na: 3\r\n"), Is.EqualTo("A=1, 3;B=2"));

    [Test]
    public void Only_the_first_colon_separates()
        => Assert.That(Parse("GET\r\nHost: here:80\r\nEmpty:\r\nTight:x"), Is.EqualTo("Host=here:80;Empty=;Tight=x"));

    [Test]
    public void Lines_without_a_name_are_left_out_with_what_continues_them()
        => Assert.That(Parse("GET\r\nnothing\r\n\tmore\r\n: value\r\n\r\nA: 1"), Is.EqualTo("A=1"));

    [Test]
    public void What_the_collection_holds_already_stays()
        => Assert.That(Parse("GET\r\nA: 2", new NameValueCollection { ["A"] = "1", ["B"] = "0" }), Is.EqualTo("A=1, 2;B=0"));

    [Test]
    public void An_empty_header_has_no_lines() => Assert.That(Parse(""), Is.Empty);

    [Test]
    [MaxTime(10_000)]
    public void Many_short_lines_cost_linear_time()
        => Assert.That(Parse("GET\r\nA:1" + string.Concat(Enumerable.Repeat("\r\n\t2\r\na:3", 200_000))), Has.Length.GreaterThan(800_000));

    private static string Parse(string text, NameValueCollection? header = null)
    {
        header ??= [];
        MimeHeaderHelper.ParseHttpHeader(text, header);
        return string.Join(';', header.AllKeys.Select(key => $"{key}={header[key]}"));
    }
}
