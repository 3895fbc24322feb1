using ChatServer.Client.Internal;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>The order in which a client tries servers.</summary>
public sealed class ServerListTests
{
    private static readonly Uri[] Servers = [new("chat://a"), new("chat://b"), new("chat://c")];

    [Test]
    public void A_round_tries_each_server_once()
    {
        var list = new ServerList(Servers, new Random(1));
        for (int round = 0; round < 2; round++)
        {
            Uri first = list.Current;
            Assert.That(list.MoveOn(), Is.True);
            Uri second = list.Current;
            Assert.That(list.MoveOn(), Is.True);
            Assert.That(new[] { first, second, list.Current }, Is.EquivalentTo(Servers));
            Assert.That(list.MoveOn(), Is.False);
            Assert.That(list.Current, Is.EqualTo(first));
        }
    }

    [Test]
    public void A_login_begins_a_new_round()
    {
        var list = new ServerList(Servers, new Random(1));
        list.MoveOn();
        list.OnOnline();
        Assert.That(list.MoveOn(), Is.True);
        Assert.That(list.MoveOn(), Is.True, "the two others are tried");
        Assert.That(list.MoveOn(), Is.False);
    }

    [Test]
    public void Clients_begin_at_different_servers()
        => Assert.That(Enumerable.Range(0, 100).Select(seed => new ServerList(Servers, new Random(seed)).Current).Distinct(), Is.EquivalentTo(Servers));

    [Test]
    public void A_single_server_is_always_a_new_round()
    {
        var list = new ServerList([Servers[0], Servers[0]], new Random(1));
        Assert.That((list.HasOthers, list.MoveOn(), list.Current), Is.EqualTo((false, false, Servers[0])));
    }
}
