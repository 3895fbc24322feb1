using System.Globalization;
using SuperSocket.SocketEngine;

namespace ChatServer.Admin.Verbs;

/// <summary>Reads the configuration file again, as when it is saved: all of it is used, or nothing.</summary>
internal sealed class Reload : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "reload", "read the configuration file again, and tell what has changed, what needs a restart, and what is invalid")
    {
        NeedsServer = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        try
        {
            // It sets up servers for a trial, which takes a while.
            return ToResult(await Task.Run(context.Service.Reload).ConfigureAwait(false));
        }
        catch (InvalidOperationException e)
        {
            return AdminResult.Unavailable(e.Message);
        }
    }

    /// <summary>What people and programs are told of a reload.</summary>
    /// <param name="reload">The reload.</param>
    public static AdminResult ToResult(ConfigurationReload reload)
    {
        if (reload.Errors.Count > 0)
            return AdminResult.Refused($"The configuration file {reload.File} is not used; everything stays as it was. {string.Join(' ', reload.Errors)}");
        AdminTable table = ToTable(reload);
        if (reload.Changes.Count == 0)
            return AdminResult.Of(table);
        int waiting = reload.Changes.Count(change => !change.IsUsedNow);
        int used = reload.Changes.Count - waiting;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"The configuration file {reload.File} was read again. Changed since the start and in use: {used}, waiting for a restart: {waiting}.");
        return AdminResult.Done(message) with { Tables = [table] };
    }

    private static AdminTable ToTable(ConfigurationReload reload)
        => new(
            "changes",
            new("setting", "SETTING"),
            new("change", "CHANGE"),
            new("value", "VALUE"),
            new("atStart", "AT START"),
            new("needsRestart", "NEEDS RESTART"),
            new("reason", "BECAUSE"))
        {
            Rows = [.. reload.Changes.Select(ToRow)],
            Empty = $"The configuration file {reload.File} says the same as at the start of the server.",
        };

    private static object?[] ToRow(ConfigurationChange change)
        => [change.Place, GetKind(change), change.Value, change.Before, !change.IsUsedNow, change.RestartReason];

    private static string GetKind(ConfigurationChange change) => change switch
    {
        { IsSecret: true, IsElement: false } => "changed",
        { Before: null } => "added",
        { Value: null } => "removed",
        _ => "changed",
    };
}
