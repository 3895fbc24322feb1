using System.Net;
using ChatServer.Accounts;
using ChatServer.Configuration;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

public class LoginThrottleTests
{
    private readonly FakeTime _time = new();
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(new AccountOptions { FailuresPerAccount = 3, FailuresPerAddress = 5 }, _time);

    [Test]
    public void Failures_for_one_account_from_many_addresses_hold_up_each_of_them_but_nobody_who_has_not_failed()
    {
        for (int i = 0; i < 10; i++)
            _throttle.Failed("bob", $"10.0.0.{i}");
        Assert.That(_throttle.PauseOf("bob", "10.0.0.1").TotalSeconds, Is.EqualTo(60));
        Assert.That(_throttle.PauseOf("bob", "10.9.9.9"), Is.EqualTo(TimeSpan.Zero), "bob's own address");
        _throttle.Failed("bob", "10.9.9.9");
        Assert.That(_throttle.PauseOf("bob", "10.9.9.9"), Is.GreaterThan(TimeSpan.Zero), "only its first try is free");
    }

    [Test]
    public void Failures_for_many_accounts_from_one_address_hold_up_the_address()
    {
        for (int i = 0; i < 5; i++)
            _throttle.Failed($"user{i}", "10.0.0.1");
        Assert.That(_throttle.PauseOf("bob", "10.0.0.1").TotalSeconds, Is.EqualTo(1));
        Assert.That(_throttle.PauseOf("bob", "10.0.0.2"), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Who_logs_in_to_an_own_account_between_guesses_is_held_up_all_the_same()
    {
        for (int i = 0; i < 5; i++)
        {
            _throttle.Failed($"user{i}", "10.0.0.1");
            _throttle.Succeeded("mallory", "10.0.0.1");
        }

        Assert.That(_throttle.PauseOf("bob", "10.0.0.1").TotalSeconds, Is.EqualTo(1));
    }

    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void An_IPv6_network_of_64_bits_counts_as_one_address(string a, string b, bool same)
        => Assert.That(AddressKey.Of(IPAddress.Parse(a)) == AddressKey.Of(IPAddress.Parse(b)), Is.EqualTo(same));
}
