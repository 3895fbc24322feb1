using System.Globalization;
using System.Security.Cryptography;
using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <content>Sending.</content>
public sealed partial class ChatClient
{
    // The server drops a line without an end, and then the link, beyond 1 MiB.
    private const int MaxOwnLineBytes = 512 * 1024;

    // Of this client alone, so that the references of all clients of a user differ.
    private readonly string _referencePrefix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)) + "-";
    private long _lastReference;

    /// <summary>
    /// Sends a message to somebody, and waits until it is stored: for as long as it takes, also over lost links. Messages are stored in the order of the
    /// calls. When <see cref="ChatClientOptions.MaxUnderWay"/> are under way, further calls wait.
    /// </summary>
    /// <param name="to">Id of the recipient.</param>
    /// <param name="text">The text: not empty, one line.</param>
    /// <param name="cancellationToken">
    /// Ends the waiting. The message is not sent then if it was not yet; if it was, whether it is stored is not known.
    /// </param>
    /// <exception cref="ChatException">The server refuses the message; it is not stored. <see cref="ChatException.RetryAfter"/> may say when to try again.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of; whether the message is stored is not known.</exception>
    public Task<SendReceipt> SendAsync(string to, string text, CancellationToken cancellationToken = default)
        => SendAsync(to, text, NextReference(), cancellationToken);

    /// <summary>As the other, with a name of the program's own.</summary>
    /// <param name="to">Id of the recipient.</param>
    /// <param name="text">The text: not empty, one line.</param>
    /// <param name="reference">
    /// The own name of the message, 1 to 64 characters. A message with a reference that this user has used before is not stored again, also if another
    /// process or another run of the program has sent the first: so a program that was killed can send once more what it does not know about.
    /// </param>
    /// <param name="cancellationToken">As there.</param>
    /// <exception cref="ChatException">As there.</exception>
    /// <exception cref="ObjectDisposedException">As there.</exception>
    public Task<SendReceipt> SendAsync(string to, string text, string reference, CancellationToken cancellationToken = default)
    {
        CheckMessage(to, text, reference);
        return SendAsync(Operation.Chat(to, text, reference), cancellationToken);
    }

    /// <summary>Sends a message to all other members of a group; else as <see cref="SendAsync(string, string, CancellationToken)"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="text">The text: not empty, one line.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <exception cref="ChatException">As there.</exception>
    /// <exception cref="ObjectDisposedException">As there.</exception>
    public Task<SendReceipt> SayAsync(string group, string text, CancellationToken cancellationToken = default)
        => SayAsync(group, text, NextReference(), cancellationToken);

    /// <summary>Sends a message to all other members of a group; else as <see cref="SendAsync(string, string, string, CancellationToken)"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="text">The text: not empty, one line.</param>
    /// <param name="reference">The own name of the message, 1 to 64 characters.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <exception cref="ChatException">As there.</exception>
    /// <exception cref="ObjectDisposedException">As there.</exception>
    public Task<SendReceipt> SayAsync(string group, string text, string reference, CancellationToken cancellationToken = default)
    {
        CheckMessage(group, text, reference);
        return SendAsync(Operation.Say(group, text, reference), cancellationToken);
    }

    private static void CheckMessage(string to, string text, string reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentException.ThrowIfNullOrEmpty(reference);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reference.Length, 64, nameof(reference));
    }

    private async Task<SendReceipt> SendAsync(Operation operation, CancellationToken cancellationToken)
    {
        ServerReplies replies = await CallAsync(operation, cancellationToken).ConfigureAwait(false);
        if (replies.First.Code is not (ServerCode.StoredInMemory or ServerCode.StoredOnDisk))
            throw new ChatException(ChatError.NotAChatServer, "The server does not say that the message is stored.");
        ServerLine? except = replies.Lines.FirstOrDefault(line => line.Code == ServerCode.NotForAll);
        return new SendReceipt(
            replies.First.Id(),
            replies.First.Code == ServerCode.StoredInMemory ? StoreLevel.Memory : StoreLevel.Disk,
            replies.Lines.Any(line => line.Code == ServerCode.NotDeliveredYet),
            except?.Texts("ids") ?? []);
    }

    private async Task<ServerReplies> CallAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Line.Length > MaxOwnLineBytes)
            throw new ChatException(ChatError.LineTooLong, $"The line has {operation.Line.Length} bytes, more than any server takes.");
        using (_inbox.Enter())
        {
            try
            {
                await _outbox.EnqueueAsync(operation, cancellationToken).ConfigureAwait(false);
                return await operation.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _outbox.Abandon(operation);
                throw;
            }
        }
    }

    private string NextReference() => _referencePrefix + Interlocked.Increment(ref _lastReference).ToString(CultureInfo.InvariantCulture);
}
