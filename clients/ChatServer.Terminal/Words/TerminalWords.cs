using ChatServer.Client;

namespace ChatServer.Terminal.Words;

/// <summary>What the program says, in one language.</summary>
internal abstract class TerminalWords
{
    /// <summary>Name of the language, as the server knows it.</summary>
    public abstract string Language { get; }

    public abstract string Usage { get; }
    public abstract string SeeHelp { get; }
    public abstract string UnknownOption(string name);
    public abstract string DidYouMean(string name);
    public abstract string OptionNeedsValue(string name);
    public abstract string WrongServer(string text);
    public abstract string WrongRecipient(string text);
    public abstract string WrongNumber(string name, string value);
    public abstract string WrongLanguage(string value);
    public abstract string PlainNeedsSomethingToDo { get; }
    public abstract string PlainNeedsCredentials { get; }
    public abstract string NoServer(string servers, string why);
    public abstract string TimeIsOver { get; }
    public abstract string NotSent(int line, string why);

    public abstract string FirstLogin(string servers);
    public abstract string PlainText(string servers);
    public abstract string AccountCreated(string id);
    public abstract string AskId { get; }
    public abstract string AskPassword { get; }
    public abstract string Connecting(string servers);
    public abstract string Hello(string id);
    public abstract string HelloTo(string id, string to);
    public abstract IReadOnlyList<string> Help { get; }

    public abstract string Online { get; }
    public abstract string ConnectingAgain { get; }
    public abstract string ReconnectingIn(int seconds);
    public abstract string NotStored(int count);
    public abstract string NotRead(int count);

    public abstract string ToWhom { get; }
    public abstract string NowTo(string to);
    public abstract string UnknownCommand(string name);
    public abstract string CommandNeeds(string usage);
    public abstract string Joined(string group, int members);
    public abstract string Left(string group);
    public abstract string MemberJoined(string group, string id);
    public abstract string MemberLeft(string group, string id);
    public abstract string NobodyOf(string ids);
    public abstract string WhoIsOnline(int count, string ids);
    public abstract string Groups(string groups);
    public abstract string NoGroups { get; }
    public abstract string Members(string group, string online, string offline, int others);
    public abstract string Pending(int toMe, int fromMe);
    public abstract string NoSuchMessage { get; }
    public abstract string Recalled(string from);
    public abstract string TakenBack(int count);
    public abstract string IsBlocked(string id);
    public abstract string IsUnblocked(string id);
    public abstract string Blocked(string ids);
    public abstract string Trace(MessageTrace trace);
    public abstract string Waits(string to);
    public abstract string NotFor(string ids);
    public abstract string Expired(string to);
    public abstract string Lost(string why);
    public abstract string OnlineAgain { get; }
    public abstract string LeaveAnyway(int count);
    public abstract string LineIsFull(int max);

    /// <summary>The sender of the server's own messages.</summary>
    public abstract string TheServer { get; }
}
