using System.CommandLine;
using ChatServer.Admin;

namespace ChatServer.Hosting.Verbs;

/// <summary>The commands of administrators: <c>admin VERB</c> for every verb, and <c>user VERB</c> for those of accounts.</summary>
internal static class AdminCommands
{
    private const string UserGroup = "user";

    /// <summary>Creates the command <c>admin</c>.</summary>
    public static Command CreateAdmin()
    {
        Option<bool> json = CreateJson();
        var admin = new Command("admin", "Ask the running server, or change the data of one that does not run.") { json };
        foreach (IGrouping<string?, AdminVerb> group in AdminVerbs.All.GroupBy(verb => verb.Description.Group))
        {
            if (group.Key == null)
                AddTo(admin, group, json);
            else
                admin.Add(AddTo(new Command(group.Key, GetHelp(group.Key)), group, json));
        }

        return admin;
    }

    /// <summary>Creates the command <c>user</c>.</summary>
    public static Command CreateUser()
    {
        Option<bool> json = CreateJson();
        var user = new Command(UserGroup, "Change accounts, and remove unconfirmed messages.") { json };
        return AddTo(user, AdminVerbs.All.Where(verb => verb.Description is { Group: UserGroup } or { Name: "purge" }), json);
    }

    private static string GetHelp(string group) => group == UserGroup ? "Change accounts." : $"Verbs about {group}.";

    private static Option<bool> CreateJson() => new("--json") { Description = "Print the result as JSON.", Recursive = true };

    private static Command AddTo(Command command, IEnumerable<AdminVerb> verbs, Option<bool> json)
    {
        foreach (AdminVerb verb in verbs)
            command.Add(new AdminVerbCommand(verb, json));
        return command;
    }
}
