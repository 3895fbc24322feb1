using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Tells all users something. It is no message: it is not stored, and users who are not logged in do not get it.</summary>
internal sealed class Announce : AdminVerb
{
    private const int MaxLength = 1000;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "announce",
        "tell a text to all users who are logged in; it is not stored",
        new AdminParameter("text", "the text") { IsText = true })
    {
        NeedsServer = true,
        IsForAllServers = true,
    };

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string text = PrintableText.Line(arguments.Get("text"));
        if (text.Length is 0 or > MaxLength)
            throw new AdminArgumentException($"An announcement has 1 to {MaxLength} characters.");
        int count = 0;
        foreach (ChatSession session in context.Sessions.Where(session => session.IsLoggedIn))
        {
            session.Notice(Replies.Announcement.With(text));
            count++;
        }

        return Task.FromResult(AdminResult.Done(Plurals.Format("{0} {0:session was|sessions were} told.", count)) with
        {
            Fields = [new AdminField(AdminField.CountName, count)],
        });
    }
}
