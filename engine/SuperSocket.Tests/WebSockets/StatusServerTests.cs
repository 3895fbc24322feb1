using System.Text;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.WebSockets.Support;

namespace SuperSocket.Tests.WebSockets;

/// <summary>An application in the shape of the server manager of 1.6: a sub-protocol of operators, who get the status of all servers.</summary>
public class StatusServerTests : WebSocketFixture
{
    private const string Protocol = "Sec-WebSocket-Protocol: ServerManager";

    [Test]
    public async Task An_operator_who_has_logged_in_gets_the_status_and_nobody_else_does()
    {
        using DefaultBootstrap bootstrap = Load("<users><user name=\"romeo\" password=\"montague\" /></users>");
        Assert.That(bootstrap.Initialize(Logs), Is.True);
        IWorkItem server = ((IBootstrap)bootstrap).AppServers.Single();
        bootstrap.PerfMonitor!.OnStatusUpdate += status => server.TransferSystemMessage("ServerStatusCollected", status);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));

        FrameClient operating = await OpenAsync((IAppServer)server, Protocol), waiting = await OpenAsync((IAppServer)server, Protocol);
        await operating.SendTextAsync("LOGIN-1 {\"UserName\":\"romeo\",\"Password\":\"montague\"}");
        await operating.ExpectTextAsync("LOGIN-1 {\"Result\":true,\"Mode\":\"Tcp\"}");

        string update = await ReadTextAsync(operating);
        Assert.That(update, Does.StartWith("UPDATE {"));
        JToken status = JObject.Parse(update["UPDATE ".Length..])["InstancesStatus"]!.Single();
        Assert.That((string?)status["Name"], Is.EqualTo("Manager"));
        Assert.That((int)status["Values"]![StatusInfoKeys.TotalConnections]!, Is.EqualTo(2));
        Assert.That(await ReadTextAsync(operating), Does.StartWith("UPDATE {"), "The next one comes too.");

        await waiting.SendTextAsync("Nonsense");
        await waiting.ExpectTextAsync("There is no command Nonsense");
        bootstrap.Stop();
    }

    [Test]
    public async Task A_wrong_password_ends_the_connection_and_says_why()
    {
        using DefaultBootstrap bootstrap = Load("<users><user name=\"romeo\" password=\"montague\" /></users>");
        Assert.That(bootstrap.Initialize(Logs), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        FrameClient client = await OpenAsync((IAppServer)((IBootstrap)bootstrap).AppServers.Single(), Protocol);
        await client.SendTextAsync("LOGIN-2 {\"UserName\":\"romeo\",\"Password\":\"capulet\"}");
        await client.ExpectTextAsync("LOGIN-2 {\"Result\":false,\"Mode\":\"Tcp\"}");
        (int opcode, byte[] payload) = await client.ReadFrameAsync();
        Assert.That((opcode, payload[0] << 8 | payload[1]), Is.EqualTo((8, 1008)));
        Assert.That(Encoding.UTF8.GetString(payload, 2, payload.Length - 2), Is.EqualTo("wrong password"));
        bootstrap.Stop();
    }

    [Test]
    public void Without_users_the_server_is_not_set_up()
    {
        Logs.ExpectError("There are no users.");
        Logs.ExpectError("");
        using DefaultBootstrap bootstrap = Load("");
        Assert.That(bootstrap.Initialize(Logs), Is.False);
    }

    private static async Task<string> ReadTextAsync(FrameClient client)
    {
        (int opcode, byte[] payload) = await client.ReadFrameAsync();
        Assert.That(opcode, Is.EqualTo(1));
        return Encoding.UTF8.GetString(payload);
    }

    private DefaultBootstrap Load(string users)
    {
        string file = Path.Combine(NewDirectory(), "manager.config");
        File.WriteAllText(
            file,
            $"""
            <configuration>
              <configSections>
                <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
              </configSections>
              <superSocket performanceDataCollectInterval="1">
                <servers>
                  <server name="Manager" serverType="{typeof(StatusServer).FullName}, SuperSocket.Tests">
                    <listeners><add ip="127.0.0.1" port="0" /></listeners>
                    {users}
                  </server>
                </servers>
              </superSocket>
            </configuration>
            """);
        return (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(file);
    }
}
