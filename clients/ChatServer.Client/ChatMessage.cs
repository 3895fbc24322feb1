using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <summary>A message that somebody has sent to this user. Thread-safe.</summary>
public sealed class ChatMessage
{
    /// <summary>The sender of the server's own messages.</summary>
    public const string Server = "*";

    private readonly ChatClient _client;
    private Operation? _confirmation;

    internal ChatMessage(ChatClient client) => _client = client;

    /// <summary>The id, the same for sender and recipient.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the sender; <see cref="Server"/> for the server itself.</summary>
    public required string From { get; init; }

    /// <summary>The group to which it was sent; <see langword="null"/> if it was sent to this user alone.</summary>
    public string? Group { get; init; }

    /// <summary>The text, safe to print.</summary>
    public required string Text { get; init; }

    /// <summary>When the server accepted it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether it was stored before the login through which it came.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The memory that it takes, about, in bytes.</summary>
    internal long Size => 256 + (sizeof(char) * (From.Length + (Group?.Length ?? 0) + (long)Text.Length));

    /// <summary>
    /// Removes the message for good: the program has done with it. Ends when the server has stored that, also after a lost link. A second call ends with
    /// the first; in <see cref="ConfirmMode.Automatic"/> nobody needs it, unless the loop is left.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the confirmation.</param>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public Task ConfirmAsync(CancellationToken cancellationToken = default) => _client.WhenConfirmedAsync(Confirmation(), cancellationToken);

    internal Operation Confirmation()
    {
        if (Volatile.Read(ref _confirmation) is { } known)
            return known;
        Operation made = Operation.Confirm(Id);
        if (Interlocked.CompareExchange(ref _confirmation, made, null) is { } other)
            return other;
        _client.Confirm(made);
        return made;
    }
}
