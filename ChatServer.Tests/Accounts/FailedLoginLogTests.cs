using System.Net;
using ChatServer.Core.Accounts;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>How many lines failed logins make.</summary>
public class FailedLoginLogTests
{
    private readonly FakeTime _time = new();
    private readonly RecordingLogFactory _log = new();

    [Test]
    public void An_address_gets_one_line_a_second_and_what_is_left_out_is_counted()
    {
        var failures = new FailedLoginLog(_time);
        for (int i = 0; i < 10; i++)
            failures.Add("Login", "alice", IPAddress.Parse("192.0.2.1"), "wrong", _log.GetLogger("x"));
        failures.Add("Login", "alice", IPAddress.Parse("::ffff:192.0.2.2"), "wrong", _log.GetLogger("x"));
        _time.Pass(TimeSpan.FromSeconds(2));
        failures.Add("Login", "bob", IPAddress.Parse("192.0.2.1"), "wrong", _log.GetLogger("x"));
        Assert.That(_log.Lines.Select(line => line.Message), Is.EqualTo(new[]
        {
            "Login of alice from 192.0.2.1 failed: wrong.",
            "Login of alice from 192.0.2.2 failed: wrong (9 other failures are not in the log).",
            "Login of bob from 192.0.2.1 failed: wrong.",
        }));
    }

    [Test]
    public void However_many_addresses_guess_the_lines_of_a_second_are_bounded()
    {
        var failures = new FailedLoginLog(_time);
        for (int i = 0; i < 100_000; i++)
            failures.Add("Login", "alice", new IPAddress(0x0A000000 + i), "wrong", _log.GetLogger("x"));
        Assert.That(_log.Lines, Has.Count.EqualTo(50));
    }
}
