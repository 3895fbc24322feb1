using System.Globalization;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <content>The replies and notifications of this session.</content>
public partial class ChatSession : IOutputWriter
{
    // Created on first use: most connections never need it.
    private volatile SessionOutput? _output;

    private SessionOutput Output => _output ?? CreateOutput();

    /// <summary>Replies to the request that is being handled.</summary>
    /// <param name="reply">The reply.</param>
    public void Reply(in Reply reply) => SendLine(Write(Named(reply)));

    /// <summary>Sends replies when a position is durable. Later replies wait behind them. Later commands wait only if too many replies wait.</summary>
    /// <param name="position">The position that must be durable.</param>
    /// <param name="subject">What the replies are about, for the reply that it is not stored. Its text is read at that time.</param>
    /// <param name="replies">The replies. Empty ones are skipped.</param>
    public void ReplyWhenDurable(long position, object subject, params ReadOnlySpan<Reply> replies)
    {
        string text = string.Empty;
        foreach (ref readonly Reply reply in replies)
        {
            if (!reply.SaysNothing)
                text += Write(Named(reply));
        }

        SendWhenDurable(new HeldReply(position, text) { Subject = subject, Tag = Tag, Reference = Reference });
    }

    /// <summary>
    /// Replies to a query when the information in the reply is durable. So state that the reply reports as removed does not return after a crash. If the
    /// disk fails, the reply is sent anyway, because it acknowledges nothing.
    /// </summary>
    /// <param name="reply">The reply.</param>
    public void ReplyFromDisk(in Reply reply)
        => SendWhenDurable(new HeldReply(Chat.Durability.Appended, Write(Named(reply))) { IsSentAnyway = true });

    /// <summary>Sends a last reply and closes the connection.</summary>
    /// <param name="reply">The last reply.</param>
    public void CloseWith(in Reply reply) => CloseWith(CloseReason.ServerClosing, reply);

    /// <summary>Sends a last reply and closes the connection.</summary>
    /// <param name="reason">Why it is closed.</param>
    /// <param name="reply">The last reply.</param>
    internal void CloseWith(CloseReason reason, in Reply reply)
    {
        try
        {
            Notice(reply);
        }
        finally
        {
            base.Close(reason);
        }
    }

    /// <summary>Returns a task that completes when all replies so far have been sent. It never faults.</summary>
    public Task WhenOutputSentAsync() => _output?.WhenEmptyAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Sends a line in order among the replies. If not even the reserve has room, because the peer sends requests and does not read replies, the peer is
    /// disconnected. Its messages are kept. No thread waits for it.
    /// </summary>
    /// <param name="message">The line.</param>
    public override void Send(string message) => SendLine(ProcessSendingMessage(message));

    /// <summary>Formats a line and sends it, as <see cref="Send(string)"/> does.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    public override void Send(string message, params object[] paramValues)
        => SendLine(string.Format(CultureInfo.CurrentCulture, ProcessSendingMessage(message), paramValues));

    /// <summary>Reports that the login has created an account. The line has no tag, because the reply to the request is the login.</summary>
    /// <param name="id">The account.</param>
    internal void TellAccountCreated(string id) => SendLine(Write(Replies.AccountCreated.With(id)));

    /// <summary>
    /// Delays notifications for this session until after the reply to the command that causes them. So a client never sees the end of a message first.
    /// </summary>
    /// <returns>The pause; dispose of it to end the delay.</returns>
    internal SessionOutput.Pause HoldNotifications() => Output.HoldNotifications();

    /// <summary>Formats a reply for sending.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>Its lines, each with its line end.</returns>
    protected virtual string Write(in Reply reply) => Format.Write(reply, Language);

    /// <inheritdoc/>
    protected override Task WhenAllAnsweredAsync() => WhenOutputSentAsync();
    internal void OnCommandFailed(Exception e) => HandleException(e);

    string IOutputWriter.Write(in Reply reply) => Write(reply);

    // On a closed connection the text counts as sent, because no room will become free.
    bool IOutputWriter.TrySend(string text) => TrySend(text) || !Connected;

    void IOutputWriter.OnOutputFailed(Exception e) => EndBecauseOf(e);

    private Reply Named(in Reply reply) => reply with { Tag = Tag, Reference = Reference };

    /// <summary>Sends the client a line that is not a reply. If there is no room for it, it is dropped.</summary>
    /// <param name="reply">The line.</param>
    internal void Notice(in Reply reply) => TrySendNotice(Write(reply));

    private void SendLine(string line)
    {
        Limiter.CountReply(line.Length);
        if (_output is { IsEmpty: false } output)
            Hold(output, new HeldReply(0, line));
        else if (!TrySendNotice(line) && Connected)
            Close(CloseReason.TimeOut);
    }

    private void SendWhenDurable(in HeldReply reply)
    {
        if (reply.Position <= Chat.Durability.Durable)
            SendLine(reply.Text);
        else
            Hold(Output, reply);
    }

    private void Hold(SessionOutput output, in HeldReply reply)
    {
        output.Add(reply);
        if (output.WhenRoomAsync() is { IsCompleted: false } room)
            HoldRequests(room);
    }

    private SessionOutput CreateOutput()
    {
        var created = new SessionOutput(Chat.Durability, this);
        SessionOutput output = Interlocked.CompareExchange(ref _output, created, null) ?? created;

        // Either the thread that ends this session sees the output, or this thread sees the end.
        if (_hasEnded)
            output.Close();
        return output;
    }
}
