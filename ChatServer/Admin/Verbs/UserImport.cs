using ChatServer.Core.Accounts;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json.Linq;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Creates many accounts.</summary>
internal sealed class UserImport : AdminVerb
{
    private const int MaxFailures = 1000;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "user import",
        "create many accounts; those that exist are left as they are",
        new AdminParameter("accounts", "a JSON object a line: id, password, and maybe role") { IsContent = true });

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string[] lines = arguments.Get("accounts").Split('\n', StringSplitOptions.TrimEntries);
        long added = 0;
        long existing = 0;
        List<object?[]> failures = [];
        foreach ((int number, string line) in lines.Index().Where(line => line.Item.Length > 0))
        {
            AdminResult result = await ImportAsync(context, line).ConfigureAwait(false);
            if (result.Status == AdminStatus.Done)
                added++;
            else if (result.Status == AdminStatus.Refused && result.Message.Length == 0)
                existing++;
            else
                failures.Add([number + 1, result.Message]);
        }

        string message = Plurals.Format(
            "{0} {0:account was|accounts were} added, {1} existed already, {2} {2:line|lines} failed.", added, existing, failures.Count);
        var table = new AdminTable("failures", new("line", "LINE"), new("reason", "REASON")) { Rows = [.. failures.Take(MaxFailures)] };
        return new AdminResult(failures.Count == 0 ? AdminStatus.Done : AdminStatus.Refused, message)
        {
            Fields = [new("added", added), new("existing", existing), new("failed", failures.Count)],
            Tables = failures.Count == 0 ? [] : [table],
        };
    }

    // Refused without a word if the account exists.
    private static async Task<AdminResult> ImportAsync(AdminContext context, string line)
    {
        try
        {
            var (id, password, role) = Read(AdminJson.ReadObject(line));
            AccountChange change = await context.Chat.AddAccountAsync(id, password).ConfigureAwait(false);
            if (change == AccountChange.Exists)
                return AdminResult.Refused(string.Empty);
            if (change == AccountChange.Done && role != AccountRole.User)
                change = await context.Chat.SetRoleAsync(id, role).ConfigureAwait(false);
            return AccountResults.Of(change, id, "was added");
        }
        catch (AdminArgumentException e)
        {
            return new AdminResult(AdminStatus.InvalidArguments, e.Message);
        }
    }

    private static (string Id, string Password, AccountRole Role) Read(JObject json)
    {
        if (json.Properties().FirstOrDefault(property => property.Name is not ("id" or "password" or "role")) is { } unknown)
            throw new AdminArgumentException($"There is no field '{PrintableText.Line(unknown.Name)}'; the fields are id, password and role.");
        if (json["id"] is not JValue { Value: string id } || json["password"] is not JValue { Value: string password })
            throw new AdminArgumentException("The fields 'id' and 'password' must be strings.");
        return (AdminArguments.ParseId(id), password, json["role"] is JValue { Value: string role } ? UserRole.ParseRole(role) : AccountRole.User);
    }
}
