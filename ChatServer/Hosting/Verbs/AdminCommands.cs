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
        var switches = AdminSwitches.Create();
        var admin = new Command("admin", "Ask the running server, or change the data of one that does not run.") { switches.Json, switches.Socket };
        foreach (IGrouping<string?, AdminVerb> group in AdminVerbs.All.GroupBy(verb => verb.Description.Group))
        {
            if (group.Key == null)
                AddTo(admin, group, switches);
            else
                admin.Add(AddTo(new Command(group.Key, GetHelp(group.Key)), group, switches));
        }

        return admin;
    }

    /// <summary>Creates the command <c>user</c>.</summary>
    public static Command CreateUser()
    {
        var switches = AdminSwitches.Create();
        var user = new Command(UserGroup, "Change accounts, and remove unconfirmed messages.") { switches.Json, switches.Socket };
        return AddTo(user, AdminVerbs.All.Where(verb => verb.Description is { Group: UserGroup } or { Name: "purge" }), switches);
    }

    private static string GetHelp(string group) => group == UserGroup ? "Change accounts." : $"Verbs about {group}.";

    private static Command AddTo(Command command, IEnumerable<AdminVerb> verbs, AdminSwitches switches)
    {
        foreach (AdminVerb verb in verbs)
            command.Add(new AdminVerbCommand(verb, switches));
        return command;
    }
}
