using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace Company.Server1.Tests;

public class LineServerTests
{
    [Test]
    public async Task TIME_is_answered_with_the_time_of_the_service()
    {
        using var server = new LineServer { Services = new ServiceCollection().AddSingleton<TimeProvider>(new FixedTime()).BuildServiceProvider() };
        Assert.That(server.Setup(Config()) && server.Start(), Is.True);
        using LineClient client = await LineClient.ConnectAsync(server.Listeners[0].EndPoint);
        Assert.That(await client.AskAsync("TIME"), Is.EqualTo("2001-02-03 04:05:06Z"));
    }

    private static ServerConfig Config() => new()
    {
        Name = "Test",
        TextEncoding = "utf-8",
        Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
    };

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}
