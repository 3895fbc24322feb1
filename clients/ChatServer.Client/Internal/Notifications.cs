namespace ChatServer.Client.Internal;

/// <summary>Converts notifications of the server to events.</summary>
internal static class Notifications
{
    /// <summary>The event of a line.</summary>
    /// <returns><see langword="null"/> for a notification that this client does not know.</returns>
    public static ChatEvent? Read(ServerLine line) => line.Code switch
    {
        ServerCode.RecipientConfirmed => new MessageConfirmed(line.Id(), line.Name("to") ?? string.Empty, IsToGroup: false),
        ServerCode.GroupConfirmed => new MessageConfirmed(line.Id(), line.Name("group") ?? string.Empty, IsToGroup: true),
        ServerCode.GivenUp => new MessageExpired(line.Id(), line.Name("to") ?? string.Empty, IsToGroup: false),
        ServerCode.GroupGivenUp => new MessageExpired(line.Id(), line.Name("group") ?? string.Empty, IsToGroup: true),
        ServerCode.Delivered => new MessageDelivered(line.Id(), line.Name("to") ?? string.Empty),
        ServerCode.MessageRecalled => new MessageRecalled(line.Id(), line.Name("from") ?? string.Empty),
        ServerCode.MemberJoined => new MemberJoined(line.Name("group") ?? string.Empty, line.Name("id") ?? string.Empty),
        ServerCode.MemberLeft => new MemberLeft(line.Name("group") ?? string.Empty, line.Name("id") ?? string.Empty),
        ServerCode.AccountCreated => new AccountCreated(line.Name("id") ?? string.Empty),
        _ => null,
    };
}
