using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <summary>The kind of an item. The numbers are in the database and on links and never change.</summary>
internal enum ItemKind : byte
{
    /// <summary>A record.</summary>
    Record = 1,

    /// <summary>A record with its recipients.</summary>
    GroupRecord = 2,

    /// <summary>A user has logged in at the node.</summary>
    LoggedIn = 3,

    /// <summary>A user has logged out at the node.</summary>
    LoggedOut = 4,
}

/// <summary>One entry of a batch: a record, or a login or logout that other nodes learn.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Record">The record. For a login or logout, only its user is set.</param>
/// <param name="Actor">
/// The user whose login must still be at this node when the batch is stored; <see langword="null"/> if the server itself acts. For a login or logout: its user.
/// </param>
/// <param name="Epoch">Number of the login.</param>
internal readonly record struct BatchItem(ItemKind Kind, StoreRecord Record, string? Actor, long Epoch)
{
    /// <summary>Whether the record creates an account that this node does not know.</summary>
    public bool IsNewAccount { get; init; }


    /// <summary>Whether the store checks the login of the actor.</summary>
    public bool IsChecked => Actor != null && (Kind is ItemKind.Record or ItemKind.GroupRecord);

    /// <summary>Approximate memory in bytes.</summary>
    public int Bytes => 200 + (2 * (Record.Text?.Length ?? 0)) + (40 * (Record.Recipients?.Count ?? 0));
}
