using ChatServer.Core;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin.Verbs;

/// <summary>Erases a user from the data.</summary>
internal sealed class Forget : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "forget",
        "erase a user from memory and disk: account, memberships, messages to and from the user, references; a ban stays",
        new AdminParameter("id", "the user; needs no account"))
    {
        MayTakeLong = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string id = arguments.GetId("id");
        try
        {
            return ToResult(id, await context.Chat.ForgetAsync(id).ConfigureAwait(false));
        }
        catch (Exception e) when (FileFailures.IsOne(e))
        {
            AdminResult result = FileFailures.ToResult("The erasure", e);
            return result with { Message = $"{result.Message} It may be done in part: repeat it." };
        }
    }

    private static AdminResult ToResult(string id, ForgetResult result)
    {
        string account = result.HadAccount ? "The account" : "There was no account; everything else of";
        string message = Plurals.Format(
            "{0} {1} was erased, with {2} {2:message|messages} to and {3} {3:message|messages} from or about this user.",
            account,
            id,
            result.MessagesTo,
            result.MessagesFrom);
        if (result.IsBanned)
            message += $" The ban of {id} stays; 'unban {id}' removes it.";
        if (result.FilesAside.Count > 0)
            message += " Files that the server has set aside may have messages of this user: look at them, and delete them.";
        return AdminResult.Done(message) with
        {
            Fields =
            [
                new("id", id),
                new("hadAccount", result.HadAccount),
                new("to", result.MessagesTo),
                new("from", result.MessagesFrom),
                new("banned", result.IsBanned),
            ],
            Tables = result.FilesAside.Count > 0 ? [ToTable(result.FilesAside)] : [],
        };
    }

    private static AdminTable ToTable(IEnumerable<string> files)
        => new("filesAside", new AdminColumn("file", "FILE")) { Rows = [.. files.Select(file => new object?[] { file })] };
}
