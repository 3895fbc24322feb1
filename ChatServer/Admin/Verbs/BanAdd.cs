using ChatServer.Core.Bans;
using ChatServer.Protocol.Languages;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Bans a user, an address or a network, and disconnects its sessions.</summary>
internal sealed class BanAdd : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "ban",
        "let a user not log in, or an address or network not connect, and disconnect them",
        new AdminParameter("target", "the user, the address, or the network such as 192.0.2.0/24"),
        new AdminParameter("until", "a time or a duration such as 30m, 12h or 7d; for ever if missing") { IsOption = true },
        new AdminParameter("reason", "why, for other administrators") { IsOption = true });

    /// <summary>Reads the target of a ban.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static BanTarget GetTarget(AdminArguments arguments)
        => BanTarget.TryParse(arguments.Get("target"), out BanTarget? target)
            ? target
            : throw new AdminArgumentException($"'{PrintableText.Line(arguments.Get("target"))}' is no id, address or network such as 192.0.2.0/24.");

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        BanTarget target = GetTarget(arguments);
        DateTimeOffset? until = arguments.FindMoment("until");
        string reason = PrintableText.Line(arguments.Find("reason") ?? string.Empty);
        if (reason.Length > BanList.MaxReason)
            throw new AdminArgumentException($"A reason has at most {BanList.MaxReason} characters.");
        if (!await context.Chat.SetBanAsync(new Ban(target, until, reason)).ConfigureAwait(false))
            return AdminResult.Refused($"There are {BanList.MaxBans} bans already.");
        return AdminResult.Done($"{target.Text} is banned{(until is { } end ? $" until {Time.Show(end)}" : string.Empty)}.") with
        {
            Fields = [new AdminField("target", target.Text), new AdminField("until", until)],
        };
    }
}
