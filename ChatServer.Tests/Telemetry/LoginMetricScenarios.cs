using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Telemetry;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What the metrics say of users and logins.</summary>
public sealed class LoginMetricScenarios : MetricScenario
{
    [Test]
    public async Task Logins_are_counted_by_their_result()
    {
        Setup = Setup with { Accounts = "closed" };
        await Server.Accounts.AddAsync("romeo", "secret");
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo wrong");
        await romeo.Receives("账号或密码错误");
        Assert.That(Logins("wrong_password"), Is.EqualTo(1));
        await romeo.Sends("Check romeo secret");
        await romeo.Receives(LoggedIn);
        await UntilMetric("chat.logins", 1, ("result", "success"));
        Assert.That(Meter.Read("chat.logins"), Is.EqualTo(2));
        Assert.That((Meter.Read("chat.users.online"), Meter.Read("chat.users.known"), Meter.Read("chat.accounts")), Is.EqualTo((1, 1, 1)));
        Assert.That(Meter.Read("chat.hashes.waiting"), Is.Zero);

        romeo.Dispose();
        await UntilMetric("chat.users.online", 0);
    }

    [Test]
    public async Task Logins_over_the_rate_and_connections_over_the_limit_of_an_address_are_counted()
    {
        Setup = Setup with { Limits = "maxConnectionsPerAddress=\"1\" loginsPerSecondPerAddress=\"1\" loginBurstPerAddress=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Check romeo again");
        await romeo.ReceivesLine();
        await (await ConnectSilently("juliet")).ReceivesLine();
        Assert.That(Logins("rate"), Is.EqualTo(1));
        Assert.That(Meter.Read("chat.connections.refused"), Is.EqualTo(1));
    }

    [Test]
    public void Every_result_has_a_name_of_its_own()
    {
        string[] logins =
        [
            .. Enum.GetValues<LoginResult>().Select(LoginResults.GetName),
            .. Enum.GetValues<PasswordResultKind>().Where(kind => kind != PasswordResultKind.Right).Select(LoginResults.GetName),
        ];
        string?[] messages =
        [
            .. Enum.GetValues<SendResult>().Select(MessageResults.GetReason).Where(reason => reason != null),
            .. Enum.GetValues<AdmissionRefusal>().Select(MessageResults.GetReason),
        ];
        Assert.That(logins, Is.Unique.And.All.Match("^[a-z_]+$"));
        Assert.That(messages, Is.Unique.And.All.Match("^[a-z_]+$"));
    }

    private double Logins(string result) => Meter.Read("chat.logins", ("result", result));
}
