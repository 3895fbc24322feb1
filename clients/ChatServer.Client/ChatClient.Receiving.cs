using System.Runtime.CompilerServices;
using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <content>Receiving.</content>
public sealed partial class ChatClient
{
    private volatile string? _askedAgain;

    /// <summary>
    /// The messages to this user, each once, those of one sender in their order. Reading waits for the next; it ends when the client is disposed of, and
    /// throws <see cref="ChatException"/> when the server refuses it for good. Several loops share the messages.
    /// </summary>
    /// <remarks>
    /// In <see cref="ConfirmMode.Automatic"/> a message is confirmed when the loop asks for the next one. A loop that is left, by <c>break</c> or by an
    /// exception, does not confirm its last message: call <see cref="ChatMessage.ConfirmAsync"/> if the program has done with it.
    /// </remarks>
    public IAsyncEnumerable<ChatMessage> Messages => ReadMessagesAsync();

    internal void Confirm(Operation confirmation) => _outbox.Enqueue(confirmation);

    /// <summary>Waits for the reply to a confirmation; reading goes on meanwhile.</summary>
    internal async Task WhenConfirmedAsync(Operation confirmation, CancellationToken cancellationToken)
    {
        using (_inbox.Enter())
            await confirmation.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ChatMessage> ReadMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await _inbox.TakeAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            yield return message;
            if (_options.ConfirmMode == ConfirmMode.Automatic)
                message.Confirmation();
        }
    }

    private async ValueTask<bool> ReceiveAsync(ServerLine line, CancellationToken cancellationToken)
    {
        var message = new ChatMessage(this)
        {
            Id = line.Id(),
            From = line.Name("from") ?? string.Empty,
            Group = line.Name("group"),
            Text = line.Text("text"),
            Time = line.Time("time"),
            IsReplay = line.Flag("replay"),
        };
        if (message.Id == Guid.Empty)
            throw new LinkException("The server sent a message without an id.");
        int gaps = _inbox.Gaps;
        Arrival arrival = _inbox.TryAdd(message);
        while (arrival == Arrival.NoRoom)
        {
            await _inbox.WhenChangedAsync(cancellationToken).ConfigureAwait(false);
            arrival = _inbox.TryAdd(message);
        }

        if (arrival == Arrival.Settled)
            _outbox.ConfirmAgain(message.Id);
        if (arrival is Arrival.Settled or Arrival.Double)
            _log.Double(message.Id);
        if (_inbox.Gaps > gaps)
            _log.Overflow(Id);
        return arrival == Arrival.Added;
    }

    // A second login on the same link brings again what was dropped.
    private void AskAgain()
    {
        Operation check = _dialer.Check();
        _askedAgain = check.Tag;
        _outbox.Enqueue(check);
    }

    private void OnReply(ServerLine line)
    {
        if (line.Code == ServerCode.LoggedIn)
            _inbox.OnLoggedIn();
        if (line.Code == ServerCode.AccountCreated)
            _log.AccountCreated(Id);
        if (line.IsError && line.Tag != null && line.Tag == _askedAgain)
            throw line.ToException();
        if (line.Tag != null || line.IsError)
            _outbox.OnReply(line);
        else if (Notifications.Read(line) is { } chatEvent)
            Tell(chatEvent);
    }
}
