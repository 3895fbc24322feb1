using SuperSocket.SocketBase;

namespace Company.Server1;

/// <summary>The chat. Only Check and HB are possible before a login.</summary>
[LoginFirst]
public class ChatServer : AppServer<ChatSession>
{
    /// <summary>Who has an account, and what waits for them.</summary>
    public ChatUsers Users { get; } = new();
}

/// <summary>One connection.</summary>
public class ChatSession : AppSession<ChatSession>
{
    public new ChatServer AppServer => (ChatServer)base.AppServer;

    /// <summary>Who has logged in; null for nobody.</summary>
    public ChatUser? User { get; set; }

    protected override void OnSessionStarted() => Send("Welcome to the chat");

    protected override void OnSessionClosed(CloseReason reason)
    {
        User?.Leave(this);
        base.OnSessionClosed(reason);
    }
}
