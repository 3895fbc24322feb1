using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin.Verbs;

/// <summary>Writes a consistent copy of all data into a new directory, while the server runs.</summary>
internal sealed class Backup : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "backup",
        "write a consistent copy of accounts, bans, groups and messages into a new directory, and read it back; 'restore' copies it back",
        new AdminParameter("directory", "the directory; it must not exist, and appears only when everything in it was checked") { IsPath = true })
    {
        MayTakeLong = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string directory = context.GetNewPath(arguments, "directory");
        long start = Environment.TickCount64;
        try
        {
            BackupSummary summary = await context.Chat.BackUpAsync(directory).ConfigureAwait(false);
            TimeSpan time = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            return AdminResult.Done(Plurals.Format(
                "The backup {0} has {1} {1:record|records} in {2} {2:byte|bytes}, and was read back.", summary.Directory, summary.Records, summary.Bytes)) with
            {
                Fields =
                [
                    new("directory", summary.Directory),
                    new("records", summary.Records),
                    new("bytes", summary.Bytes),
                    new("files", summary.Files),
                    new("seconds", time),
                ],
            };
        }
        catch (Exception e) when (FileFailures.IsOne(e))
        {
            return FileFailures.ToResult("The backup", e);
        }
    }
}
