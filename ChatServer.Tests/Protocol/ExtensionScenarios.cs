using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>A command of another assembly, added as docs/extending.md says: samples/ChatCommands, which only the configuration names.</summary>
public class ExtensionScenarios : ChatScenario
{
    [SetUp]
    public void AddAssembly() => Setup = new ServerSetup { CommandAssembly = "ChatCommands" };

    [Test]
    public async Task It_has_everything_that_the_commands_of_the_server_have()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Lang en", "Roll", "Check romeo secret", "Roll 1", "Roll 1 2", "Roll many", "Rol", "Help Roll");
        await romeo.Receives(SpeaksEnglish, "Please log in first: Check <id> <password>", "Logged in", "You rolled a 1 of 1");
        await romeo.Receives("Wrong parameters; usage: Roll | Roll <sides>", "Wrong parameters; usage: Roll | Roll <sides>");
        await romeo.Receives("Unknown command: Rol; Help lists the commands", "Did you mean Roll?");
        await romeo.Receives("Roll          roll a die", "Roll <sides>  roll a die with this number of sides");
    }

    [Test]
    public async Task It_speaks_JSON()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Format json", """{"cmd":"Roll","sides":"1","tag":"t"}""", """{"cmd":"Help"}""");
        await romeo.ReceivesLine();
        JObject rolled = JObject.Parse(await romeo.ReceivesLine());
        Assert.That(((int?)rolled["code"], (int?)rolled["number"], (string?)rolled["tag"]), Is.EqualTo((290, 1, "t")));
        Assert.That(JObject.Parse(await romeo.ReceivesLine())["commands"]!.Values<string>(), Does.Contain("Roll"));
    }
}
