using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Reload;

/// <summary>A server whose configuration file is changed while users are connected, who are not disturbed.</summary>
public abstract class ReloadScenario : ChatScenario
{
    /// <summary>The servers use another configuration from now on, all of it.</summary>
    protected void Reload(ServerSetup setup)
    {
        ConfigurationReload reload = Server.Reload(setup);
        Assert.That(reload.Errors, Is.Empty);
        Assert.That(reload.Changes, Is.Not.Empty);
        Assert.That(reload.Changes.Where(change => !change.IsUsedNow), Is.Empty);
    }

    /// <summary>Somebody logs in and gets answers in JSON.</summary>
    protected async Task<ScriptedClient> LogInByJson(string name)
    {
        ScriptedClient client = await ConnectByJson(name);
        await Gets(client, $"Check {name} secret", "logged-in");
        return client;
    }

    /// <summary>Somebody connects and gets answers in JSON.</summary>
    protected async Task<ScriptedClient> ConnectByJson(string name)
    {
        ScriptedClient client = await Connect(name);
        await client.Sends("Format json");
        await Gets(client, ["format-changed"]);
        return client;
    }

    /// <summary>Somebody sends a line and gets an answer, behind others.</summary>
    protected static async Task<JObject> Gets(ScriptedClient client, string line, params string[] names)
    {
        await Sends(client, line);
        return await Gets(client, names);
    }

    /// <summary>Somebody sends commands: the words as JSON.</summary>
    protected static Task Sends(ScriptedClient client, params string[] lines) => client.Sends(Array.ConvertAll(lines, ToJson));

    /// <summary>Somebody gets an answer, behind others.</summary>
    protected static async Task<JObject> Gets(ScriptedClient client, string[] names)
    {
        for (int i = 0; i < 100; i++)
        {
            JObject answer = JObject.Parse(await client.ReceivesLine());
            if (names.Contains((string?)answer["name"]))
                return answer;
        }

        throw new AssertionException($"none of 100 lines is {string.Join(" or ", names)}");
    }

    private static string ToJson(string line)
    {
        string[] words = line.Split(' ', 3);
        JObject command = words switch
        {
            ["Check", var id, var password] => new JObject { ["cmd"] = "Check", ["id"] = id, ["password"] = password },
            ["Chat", var to, var text] => new JObject { ["cmd"] = "Chat", ["to"] = to, ["text"] = text },
            ["Join", var group] => new JObject { ["cmd"] = "Join", ["group"] = group },
            ["Receipt", var value] => new JObject { ["cmd"] = "Receipt", ["value"] = value },
            ["Recall", var id] => new JObject { ["cmd"] = "Recall", ["id"] = id },
            _ => new JObject { ["cmd"] = words[0] },
        };
        return command.ToString(Newtonsoft.Json.Formatting.None);
    }
}
