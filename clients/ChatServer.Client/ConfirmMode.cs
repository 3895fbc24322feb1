namespace ChatServer.Client;

/// <summary>When a message is confirmed. What is not confirmed comes again when the program runs the next time.</summary>
public enum ConfirmMode
{
    /// <summary>When the loop over <see cref="ChatClient.Messages"/> asks for the next one: the message before is done with then.</summary>
    Automatic,

    /// <summary>When the program calls <see cref="ChatMessage.ConfirmAsync"/>.</summary>
    Manual,
}
