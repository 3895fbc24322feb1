using System.Net;
using ChatServer.Core.Limits;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class AddressTableTests
{
    [Test]
    public void A_rate_that_is_off_refuses_nobody_also_if_two_threads_read_the_clock_in_another_order()
    {
        var table = new AddressTable(new AddressLimits { LoginsPerSecond = 0 });
        Assert.That(table.TryLogIn(AddressBlock.Of(IPAddress.Loopback), now: 1001, out _), Is.True);
        Assert.That(table.TryLogIn(AddressBlock.Of(IPAddress.Loopback), now: 1000, out _), Is.True, "it looked at the clock first and was served second");
    }

    private const long Now = 1_000_000_000;

    private static readonly AddressBlock Here = Address("192.0.2.1");

    [Test]
    public void A_place_that_is_given_back_is_free_again()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 2 });
        Assert.That((table.TryEnter(Here), table.TryEnter(Here), table.TryEnter(Here)), Is.EqualTo((true, true, false)));
        table.Leave(Here, Now);
        Assert.That((table.TryEnter(Here), table.TryEnter(Here)), Is.EqualTo((true, false)));
    }

    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    [TestCase("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [TestCase("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [TestCase("0.0.0.1", "0:0:0:1::", false)]
    [TestCase("fe80::1%1", "fe80::1%2", true)]
    public void Addresses_of_one_subscriber_count_together(string one, string other, bool together)
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 1 });
        Assert.That(table.TryEnter(Address(one)), Is.True);
        Assert.That(table.TryEnter(Address(other)), Is.EqualTo(!together));
    }

    [Test]
    public void Accepted_connections_are_bounded_though_none_of_them_is_taken_in()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 2 });
        int accepted = 0;
        while (table.TryAccept(Here, int.MaxValue))
            accepted++;
        Assert.That(accepted, Is.EqualTo(18), "two, and sixteen who are told why they are refused");
        table.Release(Here, Now);
        Assert.That((table.TryAccept(Here, int.MaxValue), table.TryAccept(Here, int.MaxValue)), Is.EqualTo((true, false)));
        for (; accepted > 0; accepted--)
            table.Release(Here, Now);
        Assert.That(table.Count, Is.Zero);
    }

    [Test]
    public void One_address_does_not_get_all_places_of_a_server()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 10 });
        int accepted = 0;
        while (table.TryAccept(Here, 5))
            accepted++;
        Assert.That(accepted, Is.EqualTo(5));
        Assert.That(table.TryAccept(Address("192.0.2.2"), 5), Is.True);
    }

    [Test]
    public void Without_a_limit_an_address_gets_every_place()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 0 });
        Assert.That(Enumerable.Range(0, 100).All(_ => table.TryAccept(Here, 5)), Is.True);
    }

    [Test]
    public void An_address_without_connections_and_logins_is_forgotten()
    {
        var table = new AddressTable(new AddressLimits());
        table.TryEnter(Here);
        table.Leave(Here, Now);
        Assert.That(table.Count, Is.Zero);
    }

    [Test]
    public void Logins_are_remembered_beyond_the_connection_and_then_forgotten()
    {
        var table = new AddressTable(new AddressLimits { LoginsPerSecond = 1, LoginBurst = 2 });
        for (int i = 0; i < 2; i++)
        {
            table.TryEnter(Here);
            Assert.That(table.TryLogIn(Here, Now, out _), Is.True);
            table.Leave(Here, Now);
        }

        table.Sweep(Now + 1999);
        Assert.That((table.TryLogIn(Here, Now, out long wait), wait), Is.EqualTo((false, 1000)));
        table.Sweep(Now + 2000);
        Assert.That(table.Count, Is.Zero);
    }

    [Test]
    public void An_address_with_a_connection_is_not_swept_away()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 1 });
        table.TryEnter(Here);
        table.Sweep(Now + 1_000_000);
        Assert.That(table.TryEnter(Here), Is.False);
    }

    [Test]
    public void Zero_is_no_limit()
    {
        var table = new AddressTable(new AddressLimits { MaxConnections = 0, LoginsPerSecond = 0 });
        for (int i = 0; i < 100_000; i++)
        {
            Assert.That(table.TryEnter(Here), Is.True);
            Assert.That(table.TryLogIn(Here, Now, out _), Is.True);
        }
    }

    [Test]
    public void Two_thousand_people_of_one_address_come_back_at_once_by_default()
    {
        var table = new AddressTable(new AddressLimits());
        for (int i = 0; i < 2000; i++)
            Assert.That(table.TryEnter(Here) && table.TryLogIn(Here, Now, out _), Is.True);
    }

    private static AddressBlock Address(string text) => AddressBlock.Of(IPAddress.Parse(text));
}
