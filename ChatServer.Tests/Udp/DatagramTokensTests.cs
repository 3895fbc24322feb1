using System.Net;
using System.Text;
using ChatServer.Udp;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

public class DatagramTokensTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Loopback, 5000);
    private readonly DatagramTokens _tokens = new();

    [Test]
    public void A_cookie_holds_for_a_minute_at_least_and_two_at_most()
    {
        const long Made = DatagramTokens.CookieLifetime * 100;
        byte[] cookie = CookieOf(Here, Made + 1);
        Assert.That(_tokens.IsCookie(cookie, Here, Made + 1 + DatagramTokens.CookieLifetime), Is.True);
        Assert.That(_tokens.IsCookie(cookie, Here, Made + (2 * DatagramTokens.CookieLifetime)), Is.False);
    }

    [Test]
    public void A_cookie_is_of_one_address_one_port_and_one_server()
    {
        byte[] cookie = CookieOf(Here, 0);
        Assert.That(_tokens.IsCookie(cookie, new IPEndPoint(IPAddress.Loopback, 5001), 0), Is.False);
        Assert.That(_tokens.IsCookie(cookie, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 5000), 0), Is.False);
        Assert.That(_tokens.IsCookie(cookie, new IPEndPoint(IPAddress.IPv6Loopback, 5000), 0), Is.False);
        Assert.That(new DatagramTokens().IsCookie(cookie, Here, 0), Is.False);
    }

    [Test]
    public void Session_tokens_differ_and_end_with_their_sessions()
    {
        string[] tokens = [.. Enumerable.Range(0, 1000).Select(i => _tokens.LogIn(null, new IPEndPoint(IPAddress.Loopback, 1000 + i), "romeo", $"{i}", out _))];
        Assert.That(tokens, Is.Unique.And.All.Length.EqualTo(DatagramTokens.SessionLength));
        var seventh = new IPEndPoint(IPAddress.Loopback, 1007);
        Assert.That(_tokens.Find(Bytes(tokens[7]), seventh), Is.EqualTo("7"));
        Assert.That(_tokens.Find(Bytes(tokens[7]), Here), Is.Null, "another address");
        _tokens.Remove(tokens[7], seventh, "7");
        Assert.That(_tokens.Find(Bytes(tokens[7]), seventh), Is.Null);
        Assert.That(_tokens.Count, Is.EqualTo(999));
    }

    [Test]
    public void The_token_of_a_user_who_logs_in_once_more_from_the_address_goes_on_to_the_new_session()
    {
        string token = _tokens.LogIn(null, Here, "romeo", "a", out string? previous);
        Assert.That(previous, Is.Null);
        Assert.That(_tokens.LogIn(null, Here, "romeo", "b", out previous), Is.EqualTo(token));
        Assert.That(previous, Is.EqualTo("a"));
        _tokens.Remove(token, Here, "a");
        Assert.That(_tokens.Find(Bytes(token), Here), Is.EqualTo("b"), "who was followed takes nothing along");
        _tokens.Remove(token, Here, "b");
        Assert.That(_tokens.Find(Bytes(token), Here), Is.Null);
    }

    [Test]
    public void Another_user_at_the_address_gets_another_token_and_the_session_before_is_named()
    {
        string romeo = _tokens.LogIn(null, Here, "romeo", "a", out _);
        string thief = _tokens.LogIn(null, Here, "thief", "b", out string? previous);
        Assert.That(previous, Is.EqualTo("a"));
        Assert.That(thief, Is.Not.EqualTo(romeo));
        _tokens.Remove(romeo, Here, "a");
        Assert.That(_tokens.Find(Bytes(romeo), Here), Is.Null);
        Assert.That(_tokens.LogIn(thief, Here, "romeo", "b", out previous), Is.EqualTo(thief), "a session changes its user");
        Assert.That(previous, Is.Null);
    }

    private byte[] CookieOf(IPEndPoint remote, long now) => _tokens.Challenge(remote, now)[1..^2];

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
