namespace ChatServer.Sessions;

/// <summary>Which receipts a session gets for the messages that it sends. The command <c>Receipt</c> uses the same names.</summary>
public enum ReceiptLevel
{
    /// <summary>Only what the session must know.</summary>
    Off,

    /// <summary>Receipts when a message is stored and when it is confirmed.</summary>
    On,

    /// <summary>Also a receipt when it is delivered to its recipient.</summary>
    All,
}
