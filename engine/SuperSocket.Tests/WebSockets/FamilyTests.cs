using System.Reflection;
using NUnit.Framework;
using SuperSocket.Tests.Api;
using SuperSocket.Tests.WebSockets.Support;

namespace SuperSocket.Tests.WebSockets;

/// <summary>The same server under the two root namespaces that applications use, both in one process.</summary>
public class FamilyTests : WebSocketFixture
{
    private static readonly Assembly First = typeof(WebSocket.WebSocketServer).Assembly, Second = typeof(SuperWebSocket.WebSocketServer).Assembly;

    [Test]
    public void Both_families_have_the_same_public_surface()
    {
        string[] first = Describe(First);
        string[] second = [.. Describe(Second).Select(line => line.Replace("SuperWebSocket", "SuperSocket.WebSocket", StringComparison.Ordinal))];
        Assert.That(first, Has.Length.GreaterThan(150));
        Assert.That(second.Except(first), Is.Empty);
        Assert.That(first.Except(second), Is.Empty);
        Assert.That(Second.GetName().Version, Is.GreaterThanOrEqualTo(new Version(0, 10, 0, 0)));
    }

    [Test]
    public async Task The_other_family_serves_messages_and_commands()
    {
        using var server = new SuperWebSocket.WebSocketServer();
        server.NewMessageReceived += (session, message) => session.Send(message);
        Assert.That(server.Setup(Config(), logFactory: Logs) && server.Start(), Is.True);
        FrameClient client = await OpenAsync(server);
        await client.SendTextAsync("hello");
        await client.ExpectTextAsync("hello");

        using var second = new SuperWebSocket.WebSocketServer(new SuperWebSocket.SubProtocol.BasicSubProtocol());
        Assert.That(second.Setup(Config(), logFactory: Logs) && second.Start(), Is.True);
        FrameClient other = await OpenAsync(second);
        await other.SendTextAsync("Reverse abc");
        await other.ExpectTextAsync("cba");
    }

    private static string[] Describe(Assembly assembly)
        => [.. new ProductSurface([assembly], new TypeNames([assembly], new Dictionary<string, string[]>())).Read()
            .SelectMany(type => type.Members.Concat(type.Interfaces).Append(type.Head).Append(type.Base).Select(fact => $"{type.Name}: {fact}"))];

    /// <summary>A command of the other family.</summary>
    public class Reverse : SuperWebSocket.SubProtocol.SubCommandBase
    {
        public override void ExecuteCommand(SuperWebSocket.WebSocketSession session, SuperWebSocket.SubProtocol.SubRequestInfo requestInfo)
            => session.Send(string.Concat(requestInfo.Body.Reverse()));
    }
}
