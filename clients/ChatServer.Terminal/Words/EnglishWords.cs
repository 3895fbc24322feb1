using ChatServer.Client;

namespace ChatServer.Terminal.Words;

/// <summary>English.</summary>
internal sealed class EnglishWords : TerminalWords
{
    public override string Language => "en";

    public override string Usage => """
        Usage: chat [options]                     talk, in a terminal
               chat --to ID [options] < FILE      send each line of standard input, end when all are stored
               chat --receive N [options]         print N messages, then end
               chat play FILE ..., chat record    play and record scripts of conversations

          --server ADDRESS   chat://host:2020, chats:// with TLS, ws://host:2021/ws or wss://   (default: chat://127.0.0.1:2020)
          --id ID            who you are
          --to ID            to whom; a group is '#name'
          --language en|zh   the language (default: that of the terminal)
          --plain            no prompt, one line an event; by itself when the input or the output is no terminal
          --receive N        plain: end after N messages
          --wait SECONDS     plain: end after this time

        CHAT_SERVER, CHAT_ID and CHAT_PASSWORD in the environment say the same as options; what is missing is asked for.
        Exit codes: 0 done, 2 wrong arguments, 3 login refused, 4 message refused, 5 no connection, 6 time over, 1 any other failure.
        """;

    public override string SeeHelp => "'chat --help' lists the options.";
    public override string UnknownOption(string name) => $"There is no option '{name}'.";
    public override string OptionNeedsValue(string name) => $"{name} needs a value{(name == "--to" ? "; write a group in quotes: '#name'" : "")}.";
    public override string WrongServer(string text) => $"'{text}' is no address of a chat server; write for example chat://localhost:2020 or ws://localhost:2021/ws.";
    public override string WrongRecipient(string text) => $"'{text}' is neither an id nor a #group.";
    public override string WrongNumber(string name, string value) => $"{name} needs a number above 0, not '{value}'.";
    public override string WrongLanguage(string value) => $"'{value}' is none of the languages en, zh.";
    public override string PlainNeedsSomethingToDo => "Without a terminal the program needs --to ID (to send the lines of standard input), --receive N or --wait SECONDS.";
    public override string PlainNeedsCredentials => "Without a terminal the program needs an id (--id or CHAT_ID) and a password (CHAT_PASSWORD).";
    public override string NoServer(Uri server, string why) => $"No chat server at {server.Scheme}://{server.Authority}: {why}";
    public override string TimeIsOver => "The time of --wait is over.";
    public override string NotSent(int line, string why) => $"line {line}: {why}";

    public override string FirstLogin(Uri server) => $"Who are you at {server.Scheme}://{server.Authority}? A new id makes a new account with the password that you choose.";
    public override string PlainText(Uri server) => $"Your password and messages go to {server.Authority} in plain text, and anybody on the way can read them. chats:// and wss:// encrypt.";
    public override string AccountCreated(string id) => $"{id} is a new account. If you have one already, check the id for a typing error.";
    public override string AskId => "Your id: ";
    public override string AskPassword => "Password (not shown): ";
    public override string Connecting(Uri server) => $"Connecting to {server.Scheme}://{server.Authority} ...";
    public override string Hello(string id) => $"You are {id}. Write /to bob, then type what you want to tell bob. /help lists all commands.";
    public override string HelloTo(string id, string to) => $"You are {id}, and what you type goes to {to}. /help lists all commands.";

    public override IReadOnlyList<string> Help { get; } =
    [
        "/to ID [TEXT]     send what you type to a user        /to #GROUP     ... to a group",
        "/join GROUP       join a group and talk there         /leave [GROUP]  leave it",
        "/say TEXT         send a text that begins with a /",
        "/who [ID ...]     who is online                       /members [GROUP]  who is in a group",
        "/groups           your groups                         /pending  what nobody has read yet",
        "/trace [MESSAGE]  the state of your last message, or of the one with this id",
        "/quit             leave (Ctrl-D too)",
        "Your messages: .. on the way, ✓ stored, ✓✓ delivered, ✓✓✓ read, ✗ refused.",
        "Keys: arrows, Home, End, Ctrl-A E K U W, Alt-B F D; up and down: what you typed before; Ctrl-L redraws; Ctrl-C empties the line.",
    ];

    public override string Online => "online";
    public override string ConnectingAgain => "connecting ...";
    public override string ReconnectingIn(int seconds) => $"reconnecting in {seconds} s";
    public override string NotStored(int count) => $"{count} not sent yet";
    public override string NotRead(int count) => $"{count} not read yet";

    public override string ToWhom => "To whom? Write /to ID or /join GROUP first; /help lists all commands.";
    public override string NowTo(string to) => $"What you type goes to {to} now.";
    public override string UnknownCommand(string name) => $"There is no command {name}; /help lists them. /say {name} says it.";
    public override string CommandNeeds(string usage) => $"Write {usage}";
    public override string Joined(string group, int members) => $"You are in #{group}, with {members} {(members == 1 ? "member" : "members")}. What you type goes there now.";
    public override string Left(string group) => $"You have left #{group}.";
    public override string MemberJoined(string group, string id) => $"{id} joined #{group}.";
    public override string MemberLeft(string group, string id) => $"{id} left #{group}.";
    public override string NobodyOf(string ids) => $"Not online: {ids}";
    public override string WhoIsOnline(int count, string ids) => $"{count} online: {ids}";
    public override string Groups(string groups) => $"Your groups: {groups}";
    public override string NoGroups => "You are in no group; /join GROUP enters one.";

    public override string Members(string group, string online, string offline, int others)
        => $"#{group}, online: {OrNobody(online)}; offline: {OrNobody(offline)}{(others > 0 ? $"; and {others} more" : "")}";

    public override string Pending(int toMe, int fromMe) => $"Of your messages {fromMe} {Are(fromMe)} not read yet; {toMe} for you {Are(toMe)} not confirmed.";
    public override string NoSuchMessage => "The server knows no such message of yours.";

    public override string Trace(MessageTrace trace)
        => $"{trace.From} to {(trace.IsToGroup ? "#" : "")}{trace.To}, {trace.Time.LocalDateTime:yyyy-MM-dd HH:mm:ss}; delivered {trace.Deliveries} {(trace.Deliveries == 1 ? "time" : "times")}; "
        + (trace.State, trace.Ended) switch
        {
            (MessageState.Confirmed, { } time) => $"read {time.LocalDateTime:HH:mm:ss}",
            (MessageState.Confirmed, null) => "read",
            (MessageState.GivenUp, _) => "given up: nobody read it in time",
            _ => "not read yet",
        };

    public override string Waits(string to) => $"{to} is not online; the message waits.";
    public override string NotFor(string ids) => $"Not for {ids}: too many messages wait for them.";
    public override string GivenUp(string to) => $"A message to {to} was given up: nobody read it in time.";
    public override string Lost(string why) => $"The connection is lost, and is made again by itself; you can go on typing. ({why})";
    public override string OnlineAgain => "Online again.";
    public override string LeaveAnyway(int count) => $"{count} of your messages {Are(count)} not sent yet. /quit once more leaves without them.";
    public override string LineIsFull(int most) => $"A line has room for {most} {(most == 1 ? "character" : "characters")}; the rest was left out.";
    public override string TheServer => "the server";

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static string OrNobody(string ids) => ids.Length == 0 ? "nobody" : ids;
}
