using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace Company.Server1.Tests;

public class LineServerTests
{
    [TestCase("ECHO hello", "hello")]
    [TestCase("ADD 1 2 3", "6")]
    [TestCase("ADD one", "That did not work.")]
    [TestCase("NOPE", "Unknown request: NOPE")]
    public async Task A_line_gets_its_answer(string line, string answer)
    {
        using var server = new LineServer();
        Assert.That(server.Setup(Config()) && server.Start(), Is.True);
        using LineClient client = await LineClient.ConnectAsync(server.Listeners[0].EndPoint);
        Assert.That(await client.ReadAsync(), Is.EqualTo("Welcome"));
        Assert.That(await client.AskAsync(line), Is.EqualTo(answer));
    }

    private static ServerConfig Config() => new()
    {
        Name = "Test",
        TextEncoding = "utf-8",
        Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
    };
}
