namespace ChatServer.Client.Internal;

/// <summary>Makes events of what the server says unasked.</summary>
internal static class News
{
    /// <summary>The event of a line.</summary>
    /// <returns><see langword="null"/> for news that this client does not know.</returns>
    public static ChatEvent? Read(ServerLine line) => line.Code switch
    {
        ServerCode.RecipientConfirmed => new MessageConfirmed(line.Id(), line.Name("to") ?? string.Empty, IsToGroup: false),
        ServerCode.GroupConfirmed => new MessageConfirmed(line.Id(), line.Name("group") ?? string.Empty, IsToGroup: true),
        ServerCode.GivenUp => new MessageGivenUp(line.Id(), line.Name("to") ?? string.Empty, IsToGroup: false),
        ServerCode.GroupGivenUp => new MessageGivenUp(line.Id(), line.Name("group") ?? string.Empty, IsToGroup: true),
        ServerCode.Delivered => new MessageDelivered(line.Id(), line.Name("to") ?? string.Empty),
        ServerCode.MemberJoined => new MemberJoined(line.Name("group") ?? string.Empty, line.Name("id") ?? string.Empty),
        ServerCode.MemberLeft => new MemberLeft(line.Name("group") ?? string.Empty, line.Name("id") ?? string.Empty),
        ServerCode.AccountCreated => new AccountCreated(line.Name("id") ?? string.Empty),
        _ => null,
    };
}
