using System.Globalization;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;

namespace ChatServer.Sessions;

/// <content>What this session says.</content>
public partial class ChatSession : IOutputWriter
{
    // Made when something must wait for the first time: most connections never need it.
    private volatile SessionOutput? _output;

    private SessionOutput Output => _output ?? CreateOutput();

    /// <summary>Replies to the request that is being handled.</summary>
    /// <param name="reply">The reply.</param>
    public void Reply(in Reply reply) => SendLine(Write(Named(reply)));

    /// <summary>
    /// Replies that something is stored, when it is. Later replies wait behind it; later commands do not, unless too many replies wait.
    /// </summary>
    /// <param name="position">What must be durable.</param>
    /// <param name="subject">What it is about, for the reply that says that it is not stored: its text is taken then.</param>
    /// <param name="replies">The replies; those that say nothing are skipped.</param>
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
    /// Replies to a question when what the reply says is on disk, so that nothing that is told to be gone comes back after a crash. While the disk fails the
    /// reply comes nevertheless: it acknowledges nothing.
    /// </summary>
    /// <param name="reply">The reply.</param>
    public void ReplyFromDisk(in Reply reply)
        => SendWhenDurable(new HeldReply(Chat.Durability.Appended, Write(Named(reply))) { IsSentAnyway = true });

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="reply">What to say.</param>
    public void CloseWith(in Reply reply) => CloseWith(CloseReason.ServerClosing, reply);

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="reason">Why it is closed.</param>
    /// <param name="reply">What to say.</param>
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

    /// <summary>Ends when every reply given until now has been sent. Never faults.</summary>
    public Task WhenOutputSentAsync() => _output?.WhenEmptyAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Sends a line, in its order among the replies. A peer that sends requests and reads no replies, so that not even the reserve has
    /// room, is disconnected: its messages stay, and no thread waits for it.
    /// </summary>
    /// <param name="message">The line.</param>
    public override void Send(string message) => SendLine(ProcessSendingMessage(message));

    /// <summary>Formats a line and sends it, as <see cref="Send(string)"/> does.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    public override void Send(string message, params object[] paramValues)
        => SendLine(string.Format(CultureInfo.CurrentCulture, ProcessSendingMessage(message), paramValues));

    /// <summary>Says that the login has created an account. Without a tag: the reply to the request is that it logged in.</summary>
    /// <param name="id">The account.</param>
    internal void TellAccountCreated(string id) => SendLine(Write(Replies.AccountCreated.With(id)));

    /// <summary>
    /// Notifications for this session wait behind the reply to the command that causes them, so that nobody hears of the end of a message before its start.
    /// </summary>
    /// <returns>Ends the waiting when it is disposed of.</returns>
    internal SessionOutput.Pause HoldNotifications() => Output.HoldNotifications();

    /// <summary>Writes a reply as it is to be sent.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>Its lines, each with its end.</returns>
    protected virtual string Write(in Reply reply) => Format.Write(reply, Language);

    /// <inheritdoc/>
    protected override Task WhenAllAnsweredAsync() => WhenOutputSentAsync();
    internal void OnCommandFailed(Exception e) => HandleException(e);

    string IOutputWriter.Write(in Reply reply) => Write(reply);

    // On a closed connection the text counts as sent: there is no room to wait for.
    bool IOutputWriter.TrySend(string text) => TrySend(text) || !Connected;

    void IOutputWriter.OnOutputFailed(Exception e) => EndBecauseOf(e);

    private Reply Named(in Reply reply) => reply with { Tag = Tag, Reference = Reference };

    /// <summary>Tells the client something that is no reply. If there is no room for it, it is dropped.</summary>
    /// <param name="reply">What to tell.</param>
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

        // The thread that ends this session sees the output, or this thread sees the end.
        if (_hasEnded)
            output.Close();
        return output;
    }
}
