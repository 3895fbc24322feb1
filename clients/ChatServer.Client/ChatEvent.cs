namespace ChatServer.Client;

/// <summary>Something that the server reports without a request. Events are not stored: those of a time without a link are lost.
/// <see cref="ChatClient.TraceAsync"/> gets the state of a message.</summary>
public abstract record ChatEvent;

/// <summary>The client is online, or has lost the link, or is closed.</summary>
/// <param name="State">What it is now.</param>
/// <param name="Pause">Reconnecting: how long until the next attempt.</param>
/// <param name="Reason">Reconnecting: why. Closed: why, or <see langword="null"/> when it was disposed of.</param>
public sealed record StateChanged(ChatState State, TimeSpan Pause, Exception? Reason) : ChatEvent;

/// <summary>An own message was confirmed: by its recipient, or by the last member of the group.</summary>
/// <param name="Id">The message.</param>
/// <param name="To">The recipient or the group.</param>
/// <param name="IsToGroup">Whether it is a group.</param>
public sealed record MessageConfirmed(Guid Id, string To, bool IsToGroup) : ChatEvent;

/// <summary>An own message has expired: nobody confirmed it in time.</summary>
/// <param name="Id">The message.</param>
/// <param name="To">The recipient or the group.</param>
/// <param name="IsToGroup">Whether it is a group.</param>
public sealed record MessageExpired(Guid Id, string To, bool IsToGroup) : ChatEvent;

/// <summary>A received message was taken back by its sender, before it was confirmed.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">The sender.</param>
public sealed record MessageRecalled(Guid Id, string From) : ChatEvent;

/// <summary>An own message was delivered to the recipient's connection. Only with <see cref="ChatClientOptions.ReportDeliveries"/>.</summary>
/// <param name="Id">The message.</param>
/// <param name="To">The recipient.</param>
public sealed record MessageDelivered(Guid Id, string To) : ChatEvent;

/// <summary>Somebody entered a group of this user.</summary>
/// <param name="Group">The group.</param>
/// <param name="Id">Who.</param>
public sealed record MemberJoined(string Group, string Id) : ChatEvent;

/// <summary>Somebody left a group of this user.</summary>
/// <param name="Group">The group.</param>
/// <param name="Id">Who.</param>
public sealed record MemberLeft(string Group, string Id) : ChatEvent;

/// <summary>The login has created the account. A user who already has an account has mistyped its id.</summary>
/// <param name="Id">The account.</param>
public sealed record AccountCreated(string Id) : ChatEvent;
