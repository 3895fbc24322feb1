namespace ChatServer.Protocol.Languages;

/// <summary>
/// Every text that the server says on a chat line, in one language. The words of <see cref="Chinese"/> that the protocol fixes are
/// listed in docs/protocol.md and never change.
/// </summary>
public sealed partial record ChatTexts
{
    /// <summary>The same in every language.</summary>
    public const string Welcome = "Welcome to SuperSocket Chat Server";

    /// <summary>The same in every language: the answer to a heartbeat.</summary>
    public const string Heartbeat = "R";

    /// <summary>Short name of the language, as <c>Lang</c> and the attribute <c>language</c> take it.</summary>
    public required string Language { get; init; }

    /// <summary>Answer to <c>Lang</c>.</summary>
    public required string LanguageChanged { get; init; }

    /// <summary>A command before login.</summary>
    public required string LogInFirst { get; init; }

    /// <summary>A login was accepted.</summary>
    public required string LoggedIn { get; init; }

    /// <summary>The login has created an account. {0}: its id.</summary>
    public required string AccountCreated { get; init; }

    /// <summary>Login over UDP. {0}: what each further datagram begins with; the last word.</summary>
    public required string SessionToken { get; init; }

    /// <summary>The same user logged in elsewhere.</summary>
    public required string Kicked { get; init; }

    /// <summary>The id or the password is wrong.</summary>
    public required string WrongPassword { get; init; }

    /// <summary>The old password of <c>Passwd</c> is wrong.</summary>
    public required string WrongOldPassword { get; init; }

    /// <summary>Too many wrong passwords. {0}: how many seconds to wait.</summary>
    public required string LoginThrottled { get; init; }

    /// <summary>Too many logins at once. {0}: how many seconds to wait.</summary>
    public required string LoginBusy { get; init; }

    /// <summary>What was given is no password.</summary>
    public required string InvalidPassword { get; init; }

    /// <summary>There are as many accounts as there may be.</summary>
    public required string TooManyAccounts { get; init; }

    /// <summary>The server cannot write to its disk, and makes and changes no accounts.</summary>
    public required string AccountNotStored { get; init; }

    /// <summary>Answer to <c>Passwd</c>.</summary>
    public required string PasswordChanged { get; init; }

    /// <summary>Answer to <c>Passwd</c>: the new password holds, but is not on disk.</summary>
    public required string PasswordNotOnDiskYet { get; init; }

    /// <summary>Answer to <c>Passwd</c> where any password logs in.</summary>
    public required string NoPasswords { get; init; }

    /// <summary>No new account or group may have this name. {0}: the name.</summary>
    public required string UnusableName { get; init; }

    /// <summary>A name looks like another one. {0}: the name.</summary>
    public required string LookalikeName { get; init; }

    /// <summary>Only the operator makes an account of this id. {0}: the id.</summary>
    public required string ReservedId { get; init; }

    /// <summary>The operator changed the user's password.</summary>
    public required string PasswordReset { get; init; }

    /// <summary>The operator removed the user's account.</summary>
    public required string AccountRemoved { get; init; }

    /// <summary>A message to an id that has no account. {0}: the id.</summary>
    public required string NoSuchUser { get; init; }

    /// <summary>Between sender and text of a message that was stored before the login.</summary>
    public required string SentYou { get; init; }

    /// <summary>Between sender and text of a message that comes as it is sent.</summary>
    public required string Sends { get; init; }

    /// <summary>The recipient is not logged in; the message is stored.</summary>
    public required string NotDeliveredYet { get; init; }

    /// <summary>Wrong number or kind of parameters.</summary>
    public required string WrongParameters { get; init; }

    /// <summary>No such command. {0}: its name.</summary>
    public required string UnknownCommand { get; init; }

    /// <summary>A command threw. {0}: the exception's message.</summary>
    public required string Failed { get; init; }

    /// <summary>In place of the message of an exception that is not for clients. {0}: what to look for in the log.</summary>
    public required string InternalError { get; init; }

    /// <summary>The line is too long. {0}: the limit in bytes.</summary>
    public required string LineTooLong { get; init; }

    /// <summary>The line is no text. {0}: the listener's encoding.</summary>
    public required string InvalidText { get; init; }

    /// <summary>The line is no JSON object with a command. {0}: why.</summary>
    public required string InvalidJson { get; init; }

    /// <summary>Answer to Format. {0}: the format.</summary>
    public required string FormatChanged { get; init; }

    /// <summary>The recipient has too many unconfirmed messages. {0}: the recipient; {1}: how many messages, {2}: how many characters are allowed.</summary>
    public required string RecipientFull { get; init; }

    /// <summary>The server has too many unconfirmed messages. {0}: how many messages, {1}: how many characters are allowed.</summary>
    public required string StoreFull { get; init; }

    /// <summary>The text of a message is too long. {0}: its characters; {1}: the limit.</summary>
    public required string TextTooLong { get; init; }

    /// <summary>A session sends too many messages. {0}: how many a second are allowed; {1}: seconds to wait.</summary>
    public required string TooManyMessages { get; init; }

    /// <summary>Too many logins from one address. {0}: how many a second are allowed; {1}: seconds to wait.</summary>
    public required string TooManyLogins { get; init; }

    /// <summary>Too many connections from one address. {0}: how many are allowed.</summary>
    public required string TooManyConnections { get; init; }

    /// <summary>Nobody logged in in time. {0}: the limit in seconds.</summary>
    public required string LoginTooLate { get; init; }

    /// <summary>The client took nothing of what waits for it. {0}: the limit in seconds.</summary>
    public required string ReadTooSlowly { get; init; }

    /// <summary>The server cannot write to its disk, and takes no messages.</summary>
    public required string StoreFailing { get; init; }

    /// <summary>The server could not write something to its disk. {0}: why; {1}: what.</summary>
    public required string NotOnDiskYet { get; init; }

    /// <summary>Receipt: the message is on disk. {0}: its id.</summary>
    public required string StoredOnDisk { get; init; }

    /// <summary>Receipt: the message is in memory. {0}: its id.</summary>
    public required string StoredInMemory { get; init; }

    /// <summary>Receipt: the recipient has confirmed. {0}: the recipient; {1}: the message.</summary>
    public required string RecipientConfirmed { get; init; }

    /// <summary>The recipient has not confirmed for too long. {0}: the recipient; {1}: the message.</summary>
    public required string GivenUp { get; init; }

    /// <summary>With receipts on: the own confirmation is stored. {0}: the message.</summary>
    public required string Confirmed { get; init; }

    /// <summary>Answer to <c>Confirm *</c>. {0}: how many.</summary>
    public required string ConfirmedAll { get; init; }

    /// <summary>No message of the user's. {0}: its id.</summary>
    public required string NoSuchMessage { get; init; }

    /// <summary>Answer to <c>Receipt on</c>.</summary>
    public required string ReceiptsOn { get; init; }

    /// <summary>Answer to <c>Receipt off</c>.</summary>
    public required string ReceiptsOff { get; init; }

    /// <summary>Answer to <c>Pending</c>. {0}: how many.</summary>
    public required string Pending { get; init; }

    /// <summary>Last line of a list that is cut. {0}: how many more there are.</summary>
    public required string AndMore { get; init; }

    /// <summary>Answer to <c>Trace</c>, first part. {0}: sender; {1}: recipient; {2}: time.</summary>
    public required string TraceSent { get; init; }

    /// <summary>Part of <c>Trace</c>: it is on disk.</summary>
    public required string TraceOnDisk { get; init; }

    /// <summary>Part of <c>Trace</c>: it is in memory.</summary>
    public required string TraceInMemory { get; init; }

    /// <summary>Part of <c>Trace</c>: not handed over yet.</summary>
    public required string TraceNotDelivered { get; init; }

    /// <summary>Part of <c>Trace</c>: handed to the current login.</summary>
    public required string TraceDelivered { get; init; }

    /// <summary>Part of <c>Trace</c>. {0}: how often it was handed over; {1}: when last.</summary>
    public required string TraceDeliveredAt { get; init; }

    /// <summary>Part of <c>Trace</c>: not confirmed.</summary>
    public required string TraceUnconfirmed { get; init; }

    /// <summary>Part of <c>Trace</c>. {0}: when it was confirmed.</summary>
    public required string TraceConfirmed { get; init; }

    /// <summary>Part of <c>Trace</c>. {0}: when it was given up.</summary>
    public required string TraceGivenUp { get; init; }

    /// <summary>A message was handed over. {0}: the recipient; {1}: the message.</summary>
    public required string Delivered { get; init; }

    /// <summary>Answer to <c>Join</c>. {0}: the group; {1}: how many members it has.</summary>
    public required string Joined { get; init; }

    /// <summary>Answer to <c>Leave</c>. {0}: the group.</summary>
    public required string Left { get; init; }

    /// <summary>Somebody joined a group. {0}: the group; {1}: who.</summary>
    public required string MemberJoined { get; init; }

    /// <summary>Somebody left a group. {0}: the group; {1}: who.</summary>
    public required string MemberLeft { get; init; }

    /// <summary>Answer to <c>Members</c>. {0}: the group; {1}: how many members it has; {2}: ids of those who are online; {3}: of the others.</summary>
    public required string Members { get; init; }

    /// <summary>Answer to <c>Groups</c>, first line. {0}: how many.</summary>
    public required string Groups { get; init; }

    /// <summary>Answer to <c>Groups</c>, a line. {0}: the group; {1}: how many members it has.</summary>
    public required string GroupOfMembers { get; init; }

    /// <summary>End of a list of people that is cut. {0}: how many more there are.</summary>
    public required string AndMoreMembers { get; init; }

    /// <summary>A message to a group was not stored for some. {0}: the group; {1}: the message; {2}: how many; {3}: their ids.</summary>
    public required string NotForAll { get; init; }

    /// <summary>Receipt: all members have confirmed. {0}: the group; {1}: the message.</summary>
    public required string GroupConfirmed { get; init; }

    /// <summary>Some members have not confirmed for too long. {0}: the group; {1}: the message.</summary>
    public required string GroupGivenUp { get; init; }

    /// <summary>More people joined or left a group than are told one by one; Members tells who is in it. {0}: the group; {1}: how many joined; {2}: how many left.</summary>
    public required string MembersChanged { get; init; }

    /// <summary>{0}: the group.</summary>
    public required string NotAMember { get; init; }

    /// <summary>{0}: the group.</summary>
    public required string NobodyElse { get; init; }

    /// <summary>{0}: the limit.</summary>
    public required string TooManyGroups { get; init; }

    /// <summary>{0}: the group; {1}: the limit.</summary>
    public required string GroupFull { get; init; }

    /// <summary>Too many messages of the sender are unconfirmed. {0}: how many messages, {1}: how many characters are allowed.</summary>
    public required string SenderFull { get; init; }

    /// <summary>Too many messages from the sender's address are unconfirmed. {0}: how many messages, {1}: how many characters are allowed.</summary>
    public required string AddressFull { get; init; }

    /// <summary>The sender's share of the recipient's mailbox is full. {0}: the recipient.</summary>
    public required string ShareFull { get; init; }

    /// <summary>Too many messages of the sender wait for ids without an account. {0}: the recipient; {1}: how many messages are allowed.</summary>
    public required string TooManyToUnknown { get; init; }

    /// <summary>Too many new accounts from one address. {0}: seconds to wait.</summary>
    public required string TooManyNewAccounts { get; init; }

    /// <summary>The server has too many members of groups.</summary>
    public required string TooManyMemberships { get; init; }

    /// <summary>Too many messages wait for ids without an account. {0}: the recipient; {1}: how many messages are allowed.</summary>
    public required string UnknownFull { get; init; }

    /// <summary>Users from one address are in too many groups. {0}: the limit.</summary>
    public required string TooManyMembershipsOfAddress { get; init; }

    /// <summary>Answer to <c>Receipt all</c>.</summary>
    public required string ReceiptsAll { get; init; }

    /// <summary>Between sender and text of a message to a group that was stored before the login. {0}: the group.</summary>
    public required string SentInGroup { get; init; }

    /// <summary>Between sender and text of a message to a group that comes as it is sent. {0}: the group.</summary>
    public required string SaysInGroup { get; init; }

    /// <summary>Part of <c>Trace</c>. {0}: how many members have not confirmed.</summary>
    public required string TraceUnconfirmedBy { get; init; }

    /// <summary>First part of <c>Trace</c> of a message to a group. {0}: sender; {1}: group; {2}: time.</summary>
    public required string TraceToGroup { get; init; }

    /// <summary>The server stops.</summary>
    public required string ShuttingDown { get; init; }

    /// <summary>The session was idle for too long. {0}: the limit in seconds.</summary>
    public required string IdleTooLong { get; init; }

    /// <summary>Answer to Quit.</summary>
    public required string Goodbye { get; init; }

    /// <summary>Answer to Who. {0}: how many users are logged in; {1}: their ids, separated by blanks.</summary>
    public required string Online { get; init; }

    /// <summary>Answer to Who when not all ids are listed. {0}, {1} as above; {2}: how many more there are.</summary>
    public required string OnlineAndMore { get; init; }

    /// <summary>Answer to Help, in lines.</summary>
    public required string Help { get; init; }

    /// <summary>The texts of a language.</summary>
    /// <param name="language">Its short name, in any case.</param>
    /// <returns>The texts, or <see langword="null"/>.</returns>
    public static ChatTexts? Of(string language)
        => new[] { Chinese, English }.FirstOrDefault(texts => texts.Language.Equals(language, StringComparison.OrdinalIgnoreCase));
}
