namespace ChatServer.Messages;

/// <summary>A message that its recipient has not confirmed.</summary>
/// <param name="Id">Unique, version 7: later messages of one recipient have greater ids.</param>
/// <param name="From">Id of the sender.</param>
/// <param name="Text">The text, safe to print on one line.</param>
public readonly record struct StoredMessage(Guid Id, string From, string Text);
