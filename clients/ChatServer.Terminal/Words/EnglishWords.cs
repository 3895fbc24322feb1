using ChatServer.Client;

namespace ChatServer.Terminal.Words;

/// <summary>English.</summary>
internal sealed class EnglishWords : TerminalWords
{
    public override string Language => "en";

    public override string Usage => """
        Usage: chat [options]                     chat in a terminal
               chat --to ID [options] < FILE      send each line of standard input, exit when all are stored
               chat --receive N [options]         print N messages, then exit
               chat play FILE ..., chat record    run and record chat scripts

          --server ADDRESS   chat://host:2020, chats:// with TLS, ws://host:2021/ws or wss://   (default: chat://127.0.0.1:2020)
                             several servers of one chat: separate them by commas
          --id ID            your id
          --to ID            the recipient; write a group as '#name'
          --language en|zh   the language (default: that of the terminal)
          --plain            no prompt, one line per event; the default if input or output is not a terminal
          --receive N        plain: exit after N messages
          --wait SECONDS     plain: exit after this time

        The environment variables CHAT_SERVER, CHAT_ID and CHAT_PASSWORD replace options. In a terminal, the program asks for missing values.
        Exit codes: 0 done, 2 wrong arguments, 3 login refused, 4 message refused, 5 no connection, 6 timeout, 1 any other failure.
        """;

    public override string SeeHelp => "'chat --help' lists the options.";
    public override string UnknownOption(string name) => $"There is no option '{name}'.";
    public override string DidYouMean(string name) => $"Did you mean '{name}'?";
    public override string OptionNeedsValue(string name) => $"{name} needs a value{(name == "--to" ? "; write a group in quotes: '#name'" : "")}.";
    public override string WrongServer(string text) => $"'{text}' is not the address of a chat server. Examples: chat://localhost:2020, ws://localhost:2021/ws.";
    public override string WrongRecipient(string text) => $"'{text}' is neither an id nor a #group.";
    public override string WrongNumber(string name, string value) => $"{name} needs a number greater than 0, not '{value}'.";
    public override string WrongLanguage(string value) => $"'{value}' is not a supported language. Use en or zh.";
    public override string PlainNeedsSomethingToDo => "Without a terminal, use --to ID (sends the lines of standard input), --receive N or --wait SECONDS.";
    public override string PlainNeedsCredentials => "Without a terminal, set an id (--id or CHAT_ID) and a password (CHAT_PASSWORD).";
    public override string NoServer(string servers, string why) => $"No chat server at {servers}: {why}";
    public override string TimeIsOver => "The timeout of --wait has expired.";
    public override string NotSent(int line, string why) => $"line {line}: {why}";

    public override string FirstLogin(string servers) => $"Log in at {servers}. A new id creates a new account with the password that you choose.";
    public override string PlainText(string servers) => $"Your password and messages go to {servers} in plain text. Others in the network can read them. Use chats:// or wss:// for encryption.";
    public override string AccountCreated(string id) => $"{id} is a new account. If you already have an account, check the spelling of the id.";
    public override string AskId => "Your id: ";
    public override string AskPassword => "Password (not shown): ";
    public override string Connecting(string servers) => $"Connecting to {servers} ...";
    public override string Hello(string id) => $"You are {id}. Write /to bob, then type what you want to tell bob. /help lists all commands.";
    public override string HelloTo(string id, string to) => $"You are {id}. What you type goes to {to}. /help lists all commands.";

    public override IReadOnlyList<string> Help { get; } =
    [
        "/to ID [TEXT]     send what you type to a user        /to #GROUP       to a group",
        "/join GROUP       join a group and talk there         /leave [GROUP]  leave it",
        "/say TEXT         send a text that starts with /",
        "/who [ID ...]     who is online                       /members [GROUP]  who is in a group",
        "/groups           your groups                         /pending  count of unread messages",
        "/trace [MESSAGE]  state of your last message, or of the message with this id",
        "/recall [MESSAGE]  take back your last message, or another one, from those who have not read it",
        "/block ID          refuse messages from somebody; /unblock ID accepts them again",
        "/blocked           whom you have blocked",
        "/quit             leave (Ctrl-D too)",
        "Your messages: .. on the way, ✓ stored, ✓✓ delivered, ✓✓✓ read, ✗ refused.",
        "Keys: arrows, Home, End, Ctrl-A E K U W, Alt-B F D; up and down: history; Ctrl-L: redraw; Ctrl-C: clear the line.",
    ];

    public override string Online => "online";
    public override string ConnectingAgain => "connecting ...";
    public override string ReconnectingIn(int seconds) => $"reconnecting in {seconds} s";
    public override string NotStored(int count) => $"{count} not sent yet";
    public override string NotRead(int count) => $"{count} not read yet";

    public override string ToWhom => "No recipient. Write /to ID or /join GROUP first; /help lists all commands.";
    public override string NowTo(string to) => $"What you type now goes to {to}.";
    public override string UnknownCommand(string name) => $"Unknown command {name}; /help lists all commands. /say {name} sends it as text.";
    public override string CommandNeeds(string usage) => $"Usage: {usage}";
    public override string Joined(string group, int members) => $"You are in #{group}, with {members} {(members == 1 ? "member" : "members")}. What you type now goes there.";
    public override string Left(string group) => $"You have left #{group}.";
    public override string MemberJoined(string group, string id) => $"{id} joined #{group}.";
    public override string MemberLeft(string group, string id) => $"{id} left #{group}.";
    public override string NobodyOf(string ids) => $"Not online: {ids}";
    public override string WhoIsOnline(int count, string ids) => $"{count} online: {ids}";
    public override string Groups(string groups) => $"Your groups: {groups}";
    public override string NoGroups => "You are not in a group. /join GROUP joins one.";

    public override string Members(string group, string online, string offline, int others)
        => $"#{group}, online: {OrNobody(online)}; offline: {OrNobody(offline)}{(others > 0 ? $"; and {others} more" : "")}";

    public override string Pending(int toMe, int fromMe) => $"Not yet read by others: {Messages(fromMe)}. Not yet confirmed by you: {Messages(toMe)}.";
    public override string NoSuchMessage => "The server does not know this message.";

    public override string Recalled(string from) => $"{from} recalled a message.";
    public override string TakenBack(int count) => count == 0 ? "Not recalled: the message is read already, or too old." : $"Recalled; {count} {(count == 1 ? "recipient has" : "recipients have")} not read it.";
    public override string IsBlocked(string id) => $"Messages from {id} are refused now. /unblock {id} accepts them again.";
    public override string IsUnblocked(string id) => $"Messages from {id} are accepted.";
    public override string Blocked(string ids) => ids.Length == 0 ? "You have blocked nobody." : $"Blocked: {ids}";
    public override string Trace(MessageTrace trace)
        => $"{trace.From} to {(trace.IsToGroup ? "#" : "")}{trace.To}, {trace.Time.LocalDateTime:yyyy-MM-dd HH:mm:ss}; delivered {trace.Deliveries} {(trace.Deliveries == 1 ? "time" : "times")}; "
        + (trace.State, trace.Ended) switch
        {
            (MessageState.Confirmed, { } time) => $"read {time.LocalDateTime:HH:mm:ss}",
            (MessageState.Confirmed, null) => "read",
            (MessageState.Expired, _) => "expired: nobody read it in time",
            (MessageState.Recalled, _) => "recalled",
            _ => "not read yet",
        };

    public override string Waits(string to) => $"{to} is offline; the server keeps the message.";
    public override string NotFor(string ids) => $"Not stored for {ids}: they have too many unread messages.";
    public override string Expired(string to) => $"A message to {to} has expired: nobody read it in time.";
    public override string Lost(string why) => $"The connection is lost. The program reconnects; you can continue to type. ({why})";
    public override string OnlineAgain => "Online again.";
    public override string LeaveAnyway(int count) => $"{Messages(count)} not sent yet. A second /quit leaves without sending.";
    public override string LineIsFull(int max) => $"A line can have {max} {(max == 1 ? "character" : "characters")}; the rest was cut off.";
    public override string TheServer => "the server";

    private static string Messages(int count) => count == 1 ? "1 message" : $"{count} messages";

    private static string OrNobody(string ids) => ids.Length == 0 ? "nobody" : ids;
}
