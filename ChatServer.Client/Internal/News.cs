namespace ChatServer.Client.Internal;

/// <summary>Makes events of what the server says unasked.</summary>
internal static class News
{
    /// <summary>The event of a line.</summary>
    /// <returns><see langword="null"/> for news that this client does not know.</returns>
    public static ChatEvent? Read(ServerLine line) => line.Code switch
    {
        ServerCode.RecipientConfirmed => new MessageConfirmed(line.Id(), line.Text("to"), IsToGroup: false),
        ServerCode.GroupConfirmed => new MessageConfirmed(line.Id(), line.Text("group"), IsToGroup: true),
        ServerCode.GivenUp => new MessageGivenUp(line.Id(), line.Text("to"), IsToGroup: false),
        ServerCode.GroupGivenUp => new MessageGivenUp(line.Id(), line.Text("group"), IsToGroup: true),
        ServerCode.Delivered => new MessageDelivered(line.Id(), line.Text("to")),
        ServerCode.MemberJoined => new MemberJoined(line.Text("group"), line.Text("id")),
        ServerCode.MemberLeft => new MemberLeft(line.Text("group"), line.Text("id")),
        _ => null,
    };
}
