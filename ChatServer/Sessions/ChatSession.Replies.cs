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

    /// <summary>Answers the request that is being handled.</summary>
    /// <param name="code">What to say.</param>
    /// <param name="values">Its values, made safe to print.</param>
    public void Answer(AnswerCode code, params object[] values) => SendLine(Write(Named(new Answer(code, values))));

    /// <summary>
    /// Answers that something is stored, when it is. Later answers wait behind it; later commands do not, unless too many answers wait.
    /// </summary>
    /// <param name="position">What must be durable.</param>
    /// <param name="subject">What it is about, for the answer that says that it is not stored: its text is taken then.</param>
    /// <param name="answers">The answers.</param>
    public void AnswerWhenDurable(long position, object subject, params ReadOnlySpan<Answer> answers)
    {
        string text = string.Empty;
        foreach (Answer answer in answers)
            text += Write(Named(answer));
        SendWhenDurable(new HeldReply(position, text) { Subject = subject, Tag = Tag, Reference = Reference });
    }

    /// <summary>
    /// Answers a question when what the answer says is on disk, so that nothing that is told to be gone comes back after a crash. While the disk fails the
    /// answer comes nevertheless: it acknowledges nothing.
    /// </summary>
    /// <param name="code">What to say.</param>
    /// <param name="values">Its values, made safe to print.</param>
    public void AnswerFromDisk(AnswerCode code, params object[] values)
        => SendWhenDurable(new HeldReply(AppServer.System.Store.Appended, Write(Named(new Answer(code, values)))) { IsSentAnyway = true });

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="code">What to say.</param>
    public void CloseSaying(AnswerCode code) => CloseSaying(CloseReason.ServerClosing, code);

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="reason">Why it is closed.</param>
    /// <param name="code">What to say.</param>
    /// <param name="values">Its values.</param>
    internal void CloseSaying(CloseReason reason, AnswerCode code, params object[] values)
    {
        try
        {
            Notice(code, values);
        }
        finally
        {
            base.Close(reason);
        }
    }

    /// <summary>Ends when every answer given until now has been sent. Never faults.</summary>
    public Task WhenAnsweredAsync() => _output?.WhenEmptyAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Sends a line, in its order among the answers. A peer that sends requests and reads no answers, so that not even the reserve has
    /// room, is disconnected: its messages stay, and no thread waits for it.
    /// </summary>
    /// <param name="message">The line.</param>
    public override void Send(string message) => SendLine(ProcessSendingMessage(message));

    /// <summary>Formats a line and sends it, as <see cref="Send(string)"/> does.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    public override void Send(string message, params object[] paramValues)
        => SendLine(string.Format(CultureInfo.CurrentCulture, ProcessSendingMessage(message), paramValues));

    /// <summary>Says that the login has created an account. Without a tag: what answers the request is that it logged in.</summary>
    /// <param name="id">The account.</param>
    internal void TellAccountCreated(string id) => SendLine(Write(new Answer(AnswerCode.AccountCreated, id)));

    /// <summary>
    /// Notifications for this session wait behind the reply to the command that causes them, so that nobody hears of the end of a message before its beginning.
    /// </summary>
    /// <returns>Ends the waiting when it is disposed of.</returns>
    internal SessionOutput.Pause HoldNotifications() => Output.HoldNotifications();

    /// <summary>Writes an answer as it is to be sent.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>Its lines, each with its end.</returns>
    protected virtual string Write(in Answer answer) => Format.Write(answer, Texts);

    /// <inheritdoc/>
    protected override Task WhenAllAnsweredAsync() => WhenAnsweredAsync();

    string IOutputWriter.Write(in Answer reply) => Write(reply);

    // On a closed connection the text counts as sent: there is no room to wait for.
    bool IOutputWriter.TrySend(string text) => TrySend(text) || !Connected;

    void IOutputWriter.OnOutputFailed(Exception e) => EndBecauseOf(e);

    private Answer Named(in Answer answer) => answer with { Tag = Tag, Reference = Reference };

    // Without a tag: it answers no request.
    private void Notice(AnswerCode code, params object[] values) => TrySendNotice(Write(new Answer(code, values)));

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
        if (reply.Position <= AppServer.System.Store.Durable)
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
        var created = new SessionOutput(AppServer.System.Store, this);
        SessionOutput output = Interlocked.CompareExchange(ref _output, created, null) ?? created;

        // The thread that ends this session sees the output, or this thread sees the end.
        if (_hasEnded)
            output.Close();
        return output;
    }
}
