using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Transfer;

/// <summary>One line of an export.</summary>
public abstract record TransferItem;

/// <summary>An account.</summary>
/// <param name="Id">Its id, normalised.</param>
/// <param name="Hash">The slow hash of its password.</param>
/// <param name="Time">When the password was set.</param>
/// <param name="Marks">Its role, and whether it is disabled.</param>
public sealed record AccountItem(string Id, string Hash, DateTimeOffset Time, AccountMarks Marks) : TransferItem;

/// <summary>A ban.</summary>
/// <param name="Ban">The ban.</param>
public sealed record BanItem(Ban Ban) : TransferItem;

/// <summary>A group with its members.</summary>
/// <param name="Name">Its name, normalised.</param>
/// <param name="Members">Their ids, normalised and sorted.</param>
public sealed record GroupItem(string Name, IReadOnlyList<string> Members) : TransferItem;

/// <summary>An unconfirmed message.</summary>
/// <param name="Id">Its id, version 7.</param>
/// <param name="Accepted">When it was accepted; <see langword="default"/> if the id contains this time.</param>
/// <param name="From">Id of the sender, or <c>*</c> for a notice of the server.</param>
/// <param name="Group">The group to which it was sent; <see langword="null"/> for a message to one user.</param>
/// <param name="To">Ids of those who have not confirmed it, sorted.</param>
/// <param name="Text">The text.</param>
/// <param name="IsTracked">Whether its sender is notified of its end.</param>
/// <param name="Reference">The sender's own name for it, if it has one.</param>
public sealed record MessageItem(
    Guid Id, MessageMoment Accepted, string From, string? Group, IReadOnlyList<string> To, string Text, bool IsTracked, string? Reference) : TransferItem;
