namespace ChatServer.Protocol.Replies;

/// <summary>A message in a list of unconfirmed ones.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Its sender.</param>
/// <param name="Time">When it was accepted, as <see cref="Languages.Time"/> shows it.</param>
public sealed record PendingMessage(string Id, string From, string Time);
