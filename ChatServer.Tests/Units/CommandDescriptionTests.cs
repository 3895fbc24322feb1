using ChatServer.Commands;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Requests;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>What the commands say of themselves.</summary>
public class CommandDescriptionTests
{
    private static readonly CommandDescription[] All =
    [
        .. typeof(ChatCommand).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IDescribedCommand)))
            .Select(type => ((IDescribedCommand)Activator.CreateInstance(type)!).Description),
    ];

    [Test]
    public void Every_command_describes_itself()
    {
        Type[] commands = [.. typeof(ChatCommand).Assembly.GetTypes().Where(type => type.Namespace == typeof(ChatCommand).Namespace && type is { IsPublic: true, IsAbstract: false })];
        Assert.That(commands, Is.Not.Empty);
        Assert.That(All.Select(command => command.Name), Is.EquivalentTo(commands.Select(type => type.Name)));
        Assert.That(All.Select(command => command.HelpOrder), Is.Unique.And.None.EqualTo(int.MaxValue));
    }

    [Test]
    public void The_help_has_two_columns_in_every_language()
    {
        foreach (Language language in (Language[])[Language.Chinese, Language.English])
        {
            string[] lines = new CommandTable(All).ShowHelp(language).Split("\r\n");
            int[] columns = [.. lines.Select(line => Width(line[..(line.LastIndexOf("  ", StringComparison.Ordinal) + 2)])).Distinct()];
            Assert.That(columns, Has.Length.EqualTo(1), string.Join('\n', lines));
            Assert.That(lines, Has.All.Length.LessThan(130));
        }

        static int Width(string text) => text.Sum(c => c < '\u1100' ? 1 : 2);
    }

    [Test]
    public void The_protocol_page_has_every_command_and_its_fields()
    {
        string page = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "protocol.md"));
        string[] fields = page[page.IndexOf("| Command | Fields", StringComparison.Ordinal)..].Split("\n\n")[0].Split('\n');
        foreach (CommandDescription command in All)
        {
            foreach (CommandForm form in command.Forms)
                Assert.That(page, Does.Contain(form.ShowUsage(command.Name, Language.English).Replace("|", "\\|")).Or.Contain(form.ShowUsage(command.Name, Language.English)));
            string row = fields.Single(line => line.Split('|')[1].Contains($"`{command.Name}`", StringComparison.Ordinal));
            Assert.That(command.JsonParameters.Where(parameter => !row.Contains($"`{parameter.Name}`", StringComparison.Ordinal) && command.Name != "HB"), Is.Empty, row);
        }
    }

    [TestCase("Chat", 0)]
    [TestCase("Chat  ", 0)]
    [TestCase("Chat juliet", 1)]
    [TestCase("Chat juliet ", 1)]
    [TestCase(" Chat\t juliet\u3000hello", 2)]
    [TestCase("Chat juliet good morning", 3)]
    [TestCase("Chat juliet good morning to you", 3)]
    public void Parameters_are_counted_as_far_as_it_matters(string line, int count)
        => Assert.That(new ChatRequest(line).CountParameters(3), Is.EqualTo(count));

    [TestCase("Chat", null)]
    [TestCase("Ckeck", "Check")]
    [TestCase("member", "Members")]
    [TestCase("jion", "Join")]
    [TestCase("hlp", "Help")]
    [TestCase("H", null)]
    [TestCase("Hello", "Help")]
    [TestCase("Good", null)]
    [TestCase("Membership of verona", null)]
    public void Only_a_close_name_is_suggested(string typed, string? meant)
        => Assert.That(new CommandTable(All.Where(command => command.Name != typed)).Suggest(typed), Is.EqualTo(meant));
}
