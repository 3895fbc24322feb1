using System.Text;
using ChatServer.Core.Transfer;
using ChatServer.Protocol.Languages;

namespace ChatServer.Admin.Verbs;

/// <summary>Adds what an export contains. Checks all lines before it changes anything.</summary>
internal sealed class Import : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "import",
        "add the accounts, bans, groups and messages of an export: all of them, or none if a line is wrong; what exists stays",
        new AdminParameter("file", "the file that 'export' has written") { IsPath = true })
    {
        MayTakeLong = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string file = arguments.GetPath("file");
        List<TransferItem> items;
        List<int> lines = [];
        try
        {
            items = await Task.Run(() => Read(file, lines)).ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            return new AdminResult(AdminStatus.InvalidArguments, $"The file is not UTF-8, after line {lines.LastOrDefault(1)}. Nothing was imported.");
        }
        catch (Exception e) when (FileFailures.IsOne(e))
        {
            return FileFailures.ToResult("The import", e);
        }

        ImportResult result = await context.Chat.ImportAsync(items).ConfigureAwait(false);
        if (result.Fault is not { } fault)
            return ToResult(result);
        string place = result.FaultIndex >= 0 ? $"Line {lines[result.FaultIndex]}: " : "";
        return AdminResult.Refused($"{place}{fault}. Nothing was imported.");
    }

    private static List<TransferItem> Read(string file, List<int> lines)
    {
        // A device or a pipe has no length either: it might never end.
        if (new FileInfo(file).Length == 0)
            throw new AdminArgumentException("The file is empty, or no regular file. Nothing was imported.");
        List<TransferItem> items = [];
        using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        int number = 0;
        bool hasHead = false;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                if (!hasHead)
                {
                    TransferJson.CheckHead(line);
                    hasHead = true;
                    continue;
                }

                items.Add(TransferJson.Read(line));
                lines.Add(number);
            }
            catch (AdminArgumentException e)
            {
                throw new AdminArgumentException($"Line {number}: {e.Message.TrimEnd('.')}. Nothing was imported.", e);
            }
        }

        return hasHead ? items : throw new AdminArgumentException("The file is empty. Nothing was imported.");
    }

    private static AdminResult ToResult(ImportResult result)
        => AdminResult.Done(Plurals.Format(
            "{0} {0:account|accounts}, {1} {1:ban|bans}, {2} {2:membership|memberships} and {3} {3:message|messages} were imported; {4} existed already.",
            result.Accounts,
            result.Bans,
            result.Memberships,
            result.Messages,
            result.Existing)) with
        {
            Fields =
            [
                new("accounts", result.Accounts),
                new("bans", result.Bans),
                new("memberships", result.Memberships),
                new("messages", result.Messages),
                new("existing", result.Existing),
            ],
        };
}
