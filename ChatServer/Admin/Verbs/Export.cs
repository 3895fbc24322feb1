using System.Collections.Concurrent;
using System.Text;
using ChatServer.Core.Storage.Disk;
using ChatServer.Core.Transfer;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin.Verbs;

/// <summary>Writes all data as lines of JSON, for other programs and other servers.</summary>
internal sealed class Export : AdminVerb
{
    private const string IncompleteExtension = ".incomplete";
    private const int BufferLength = 64 * 1024;

    // Those that are being written.
    private readonly ConcurrentDictionary<string, bool> _files = new();

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "export",
        "write accounts with the hashes of their passwords, bans, groups and waiting messages into a file, a JSON object a line",
        new AdminParameter("file", "the file; it must not exist") { IsPath = true })
    {
        MayTakeLong = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string file = context.GetNewPath(arguments, "file");
        if (!_files.TryAdd(file, true))
            return AdminResult.Refused($"Another export to {file} is under way.");
        try
        {
            return await Task.Run(() => Write(context.Chat.Export(), file)).ConfigureAwait(false);
        }
        catch (Exception e) when (FileFailures.IsOne(e))
        {
            return FileFailures.ToResult("The export", e);
        }
        finally
        {
            _files.TryRemove(file, out _);
        }
    }

    private static AdminResult Write(IEnumerable<TransferItem> items, string file)
    {
        if (Path.Exists(file))
            return AdminResult.Refused($"{file} exists already; an export never overwrites anything.");
        string temporary = file + IncompleteExtension;
        File.Delete(temporary);
        try
        {
            AdminResult result = WriteNew(items, temporary, file);
            File.Move(temporary, file);
            DiskFlush.Directory(Path.GetDirectoryName(file)!);
            return result;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static AdminResult WriteNew(IEnumerable<TransferItem> items, string temporary, string file)
    {
        var counts = new Dictionary<Type, long>();
        using FileStream stream = NewFile.Create(temporary);
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferLength, leaveOpen: true))
        {
            writer.Write(TransferJson.Head + "\n");
            foreach (TransferItem item in items)
            {
                writer.Write(TransferJson.Write(item) + "\n");
                counts[item.GetType()] = counts.GetValueOrDefault(item.GetType()) + 1;
            }
        }

        DiskFlush.File(stream.SafeFileHandle, temporary);
        return ToResult(counts, file);
    }

    private static AdminResult ToResult(Dictionary<Type, long> counts, string file)
    {
        long accounts = counts.GetValueOrDefault(typeof(AccountItem));
        long bans = counts.GetValueOrDefault(typeof(BanItem));
        long groups = counts.GetValueOrDefault(typeof(GroupItem));
        long messages = counts.GetValueOrDefault(typeof(MessageItem));
        return AdminResult.Done(Plurals.Format(
            "{0} has {1} {1:account|accounts}, {2} {2:ban|bans}, {3} {3:group|groups} and {4} {4:message|messages}.",
            file,
            accounts,
            bans,
            groups,
            messages)) with
        {
            Fields = [new("file", file), new("accounts", accounts), new("bans", bans), new("groups", groups), new("messages", messages)],
        };
    }
}
