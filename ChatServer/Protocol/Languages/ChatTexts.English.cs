namespace ChatServer.Protocol.Languages;

/// <content>English.</content>
public sealed partial record ChatTexts
{
    /// <summary>English texts.</summary>
    public static ChatTexts English { get; } = new()
    {
        Language = "en",
        LanguageChanged = "The language is English",
        LogInFirst = "Please log in first: Check <id> <password>",
        LoggedIn = "Logged in",
        AccountCreated = "This is a new account, {0}; if you have one already, check the id for a typing error",
        SessionToken = "Begin each datagram from now on with {0}",
        Kicked = "Your account has logged in elsewhere; you are disconnected",
        WrongPassword = "Wrong id or password",
        WrongOldPassword = "The old password is wrong",
        LoginThrottled = "Too many wrong passwords; try again in {0} s",
        LoginBusy = "Too many people log in; try again in {0} s",
        InvalidPassword = "A password is 1 to 128 characters, without blanks and control characters",
        TooManyAccounts = "No account was made: the server has too many accounts",
        AccountNotStored = "Account not stored: the server cannot write to its disk; try again later",
        PasswordChanged = "Password changed",
        PasswordNotOnDiskYet = "The new password holds, but is not on disk yet: the server cannot write; it goes on when the disk recovers",
        NoPasswords = "This server checks no passwords",
        UnusableName = "{0} was not made: the name has characters that cannot be seen, marks without a letter, or letters of several scripts",
        LookalikeName = "{0} was not made: it looks like another name",
        ReservedId = "{0} was not made: this id is reserved",
        PasswordReset = "The operator has changed your password; please log in again",
        AccountRemoved = "The operator has removed your account; you are disconnected",
        NoSuchUser = "Not stored: there is no account {0}",
        SentYou = " sent you: ",
        Sends = " says: ",
        NotDeliveredYet = "Not delivered yet: the recipient is offline, the message is kept",
        WrongParameters = "Wrong parameters; Help lists the commands",
        UnknownCommand = "Unknown command: {0}; Help lists the commands",
        Failed = "Exception: {0}",
        InternalError = "internal error, reference {0}",
        LineTooLong = "The line is too long and was dropped: a line must be shorter than {0} {0:byte|bytes}",
        InvalidJson = "Not a JSON command: {0}",
        FormatChanged = "The format is {0}",
        InvalidText = "The line is not valid {0} and was dropped; please send it again",
        RecipientFull = "Not stored: {0} has too many unconfirmed messages, at most {1} with {2} {2:character|characters}; try again when {0} has confirmed some",
        StoreFull = "Not stored: the server has too many unconfirmed messages, at most {0} with {1} {1:character|characters}; try again when some are confirmed",
        TextTooLong = "Not stored: the text has {0} {0:character|characters}, at most {1}; send it in parts",
        TooManyMessages = "Not stored: too many messages, at most {0} per second; try again in {1} s",
        TooManyLogins = "Not logged in: too many logins from your address, at most {0} per second; try again in {1} s",
        TooManyConnections = "Too many connections from your address, at most {0}; try again when one of them is closed",
        LoginTooLate = "You did not log in within {0} s; the connection will be closed, connect again",
        ReadTooSlowly = "You have read nothing for {0} s; the connection will be closed, unconfirmed messages come again at login",
        StoreFailing = "Not stored: the server cannot write to its disk; try again later",
        NotOnDiskYet = "Not on disk yet: the server cannot write ({0}); it goes on when the disk recovers {1}",
        StoredOnDisk = "Stored on disk {0}",
        StoredInMemory = "Stored in memory {0}",
        RecipientConfirmed = "{0} confirmed {1}",
        GivenUp = "{0} never confirmed, given up {1}",
        Confirmed = "Confirmed {0}",
        ConfirmedAll = "Confirmed {0} {0:message|messages}",
        NoSuchMessage = "No such message {0}",
        ReceiptsOn = "Receipts are on",
        ReceiptsOff = "Receipts are off",
        Pending = "{0} unconfirmed {0:message|messages}",
        AndMore = "... and {0} more",
        TraceSent = "{0} to {1}, {2}",
        TraceOnDisk = "on disk",
        TraceInMemory = "in memory",
        TraceNotDelivered = "not handed over yet",
        TraceDelivered = "handed over",
        TraceDeliveredAt = "handed over {0} {0:time|times}, last {1}",
        TraceUnconfirmed = "unconfirmed",
        TraceConfirmed = "confirmed {0}",
        TraceGivenUp = "given up {0}",
        Delivered = "Delivered to {0} {1}",
        Joined = "You are in {0}, with {1} {1:member|members}",
        Left = "You have left {0}",
        MemberJoined = "{1} joined {0}",
        MemberLeft = "{1} left {0}",
        Members = "{0} has {1} {1:member|members}, online: {2}; offline: {3}",
        Groups = "You are in {0} {0:group|groups}",
        GroupOfMembers = "{0} {1} {1:member|members}",
        AndMoreMembers = "... and {0} more",
        NotForAll = "{2} {2:member|members} of {0} {2:does|do} not get it because of too many unconfirmed messages: {3} {1}",
        GroupConfirmed = "Everybody in {0} confirmed {1}",
        GroupGivenUp = "Some in {0} never confirmed, given up {1}",
        MembersChanged = "{1} joined and {2} left {0}",
        NotAMember = "You are not in {0}; Join {0} first",
        NobodyElse = "Not stored: nobody else is in {0}",
        TooManyGroups = "Not joined: you may be in at most {0} {0:group|groups}",
        GroupFull = "Not joined: {0} is full, at most {1} {1:member|members}",
        SenderFull = "Not stored: too many of your messages are unconfirmed, at most {0} with {1} {1:character|characters}; try again when some are confirmed",
        AddressFull = "Not stored: too many messages from your address are unconfirmed, at most {0} with {1} {1:character|characters}; try again when some are confirmed",
        ShareFull = "Not stored: your share of the mailbox of {0} is full; try again when {0} has confirmed some",
        TooManyToUnknown = "Not stored: there is no account {0} yet, and at most {1} {1:message|messages} of yours may wait for such ids",
        TooManyNewAccounts = "No account was made: too many new accounts from your address; try again in {0} s",
        TooManyMemberships = "Not joined: the server has too many members of groups",
        UnknownFull = "Not stored: there is no account {0} yet, and the server keeps at most {1} {1:message|messages} for such ids",
        TooManyMembershipsOfAddress = "Not joined: users from your address have too many memberships, at most {0}",
        ReceiptsAll = "Receipts are on, delivery too",
        SentInGroup = " sent in {0}: ",
        SaysInGroup = " says in {0}: ",
        TraceUnconfirmedBy = "unconfirmed by {0}",
        TraceToGroup = "{0} to the group {1}, {2}",
        ShuttingDown = "The server is shutting down",
        IdleTooLong = "You were idle for {0} {0:second|seconds}; the connection will be closed",
        Goodbye = "Goodbye",
        Online = "{0} online: {1}",
        OnlineAndMore = "{0} online: {1} ... and {2} more",
        Help = """
            Check <id> <password>    log in
            Passwd <old> <new>       change your password
            Chat <id> <text>         send a message; it is kept while the other is away
            Confirm <message id>     you have read it (the id is a message's last word); unconfirmed messages come again at login
            Confirm *                you have read everything that you were sent
            Pending                  your unconfirmed messages
            Receipt on|off|all       be told when a message is stored and when it is confirmed; all: also when it is handed over
            Trace <message id>       what became of a message
            Who                      who is online; Who <id> ...: who of these
            Join <group>             enter a group; makes it if there is none
            Say <group> <text>       send a message to everybody in a group
            Members <group>          who is in a group
            Groups                   which groups you are in
            Leave <group>            leave a group
            HB R                     heartbeat; the answer is R
            Lang zh                  切换到中文
            Format json|text         one JSON object a line, or words
            Quit                     leave
            """,
    };
}
