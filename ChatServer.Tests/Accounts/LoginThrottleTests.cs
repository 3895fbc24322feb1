using ChatServer.Core.Accounts;
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
            _throttle.Failed("bob", Addresses.Number(i));
        Assert.That(_throttle.PauseOf("bob", Addresses.Number(1)).TotalSeconds, Is.EqualTo(60));
        Assert.That(_throttle.PauseOf("bob", Addresses.Number(99)), Is.EqualTo(TimeSpan.Zero), "bob's own address");
        _throttle.Failed("bob", Addresses.Number(99));
        Assert.That(_throttle.PauseOf("bob", Addresses.Number(99)), Is.GreaterThan(TimeSpan.Zero), "only its first try is free");
    }

    [Test]
    public void Failures_for_many_accounts_from_one_address_hold_up_the_address()
    {
        for (int i = 0; i < 5; i++)
            _throttle.Failed($"user{i}", Addresses.Number(1));
        Assert.That(_throttle.PauseOf("bob", Addresses.Number(1)).TotalSeconds, Is.EqualTo(1));
        Assert.That(_throttle.PauseOf("bob", Addresses.Number(2)), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Who_logs_in_to_an_own_account_between_guesses_is_held_up_all_the_same()
    {
        for (int i = 0; i < 5; i++)
        {
            _throttle.Failed($"user{i}", Addresses.Number(1));
            _throttle.Succeeded("mallory", Addresses.Number(1));
        }

        Assert.That(_throttle.PauseOf("bob", Addresses.Number(1)).TotalSeconds, Is.EqualTo(1));
    }
}
