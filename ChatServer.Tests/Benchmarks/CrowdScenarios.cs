using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>How a load logs its users in.</summary>
[Platform(Include = "Linux")]
public class CrowdScenarios
{
    [Test]
    public async Task Whoever_is_told_to_try_again_joins_once_logged_in()
    {
        using var workspace = new Workspace();
        string slow = new ServerConfiguration().ToXml().Replace("<limits", "<limits loginsPerSecondPerAddress=\"10\" loginBurstPerAddress=\"10\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(workspace.ConfigurationFile, slow);
        using var server = new ServerProcess(workspace.ConfigurationFile);
        await server.ReadyAsync();
        var target = new LoadTarget { Name = "slow", EndPoint = server.EndPoint, Transport = WireTransport.Tcp };

        string[] users = [.. Enumerable.Range(0, 15).Select(i => target.Id("m", i))];
        foreach (WireConnection connection in new Crowd(target) { Then = ["Join team", "Quit"], LastAnswer = "Goodbye" }.LogIn(users))
            connection.Dispose();

        using WireConnection member = Crowd.LogIn(target, users[^1]);
        member.AppendLine("Members team"u8);
        member.Flush();
        member.WaitForLine("team has 15 members"u8);
    }
}
