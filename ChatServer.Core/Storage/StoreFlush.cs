namespace ChatServer.Core.Storage;

/// <summary>One flush of a store: what it made durable together (group commit).</summary>
/// <param name="Duration">How long the flush took.</param>
/// <param name="Records">Number of records in the flush.</param>
public readonly record struct StoreFlush(TimeSpan Duration, long Records);
