namespace ChatServer.Sessions;

/// <summary>What a session is told of the messages that it sends. The names are those that <c>Receipt</c> takes.</summary>
public enum ReceiptLevel
{
    /// <summary>Nothing but what it must know.</summary>
    Off,

    /// <summary>When a message is stored, and when it is confirmed.</summary>
    On,

    /// <summary>Also when it is delivered to its recipient.</summary>
    All,
}
