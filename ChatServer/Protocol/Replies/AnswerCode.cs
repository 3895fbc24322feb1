namespace ChatServer.Protocol.Replies;

/// <summary>
/// Everything that the server answers. The numbers are part of the protocol (docs/protocol.md) and never change: 2xx it was done, or what was
/// asked for; 4xx the client must do something else; 5xx the server cannot now, maybe later.
/// </summary>
public enum AnswerCode
{
    /// <summary>A connection was accepted.</summary>
    Welcome = 200,

    /// <summary>A login was accepted.</summary>
    LoggedIn = 201,

    /// <summary>A message is on disk.</summary>
    StoredOnDisk = 202,

    /// <summary>A message is in memory.</summary>
    StoredInMemory = 203,

    /// <summary>A message is kept for somebody who is not logged in.</summary>
    NotDeliveredYet = 204,

    /// <summary>The recipient has confirmed a message.</summary>
    RecipientConfirmed = 205,

    /// <summary>The own confirmation is stored.</summary>
    Confirmed = 206,

    /// <summary>Several confirmations are stored.</summary>
    ConfirmedAll = 207,

    /// <summary>Receipts are on.</summary>
    ReceiptsOn = 208,

    /// <summary>Receipts are off.</summary>
    ReceiptsOff = 209,

    /// <summary>The unconfirmed messages.</summary>
    Pending = 210,

    /// <summary>Who is logged in.</summary>
    Online = 211,

    /// <summary>The life of a message.</summary>
    Trace = 212,

    /// <summary>The commands.</summary>
    Help = 213,

    /// <summary>The client quits.</summary>
    Goodbye = 214,

    /// <summary>The password is changed.</summary>
    PasswordChanged = 215,

    /// <summary>A heartbeat.</summary>
    Heartbeat = 216,

    /// <summary>A message was given up because nobody had confirmed it for too long.</summary>
    GivenUp = 217,

    /// <summary>The format is changed.</summary>
    FormatChanged = 218,

    /// <summary>A message was handed over to its recipient.</summary>
    Delivered = 219,

    /// <summary>The user is a member of a group.</summary>
    Joined = 220,

    /// <summary>The user is no longer a member of a group.</summary>
    Left = 221,

    /// <summary>Somebody joined a group.</summary>
    MemberJoined = 222,

    /// <summary>Somebody left a group.</summary>
    MemberLeft = 223,

    /// <summary>Who is in a group.</summary>
    Members = 224,

    /// <summary>The user's groups.</summary>
    Groups = 225,

    /// <summary>A message to a group was not stored for some of its members, whose mailboxes are full.</summary>
    NotForAll = 226,

    /// <summary>Receipts are on, also for handing over.</summary>
    ReceiptsAll = 227,

    /// <summary>Everybody has confirmed a message to a group.</summary>
    GroupConfirmed = 228,

    /// <summary>A message to a group was given up because somebody had not confirmed it for too long.</summary>
    GroupGivenUp = 229,

    /// <summary>The login has created the account.</summary>
    AccountCreated = 230,

    /// <summary>The token of a session over UDP.</summary>
    SessionToken = 231,

    /// <summary>More people joined or left a group than are told one by one; <c>Members</c> tells who is in it.</summary>
    MembersChanged = 240,

    /// <summary>The language is changed.</summary>
    LanguageChanged = 241,

    /// <summary>Wrong number or kind of parameters.</summary>
    WrongParameters = 400,

    /// <summary>The command needs a login.</summary>
    LogInFirst = 401,

    /// <summary>No such command.</summary>
    UnknownCommand = 404,

    /// <summary>No such message, or not the user's.</summary>
    NoSuchMessage = 405,

    /// <summary>No account of that id.</summary>
    NoSuchUser = 406,

    /// <summary>The user is not in the group.</summary>
    NotAMember = 407,

    /// <summary>Nobody else is in the group.</summary>
    NobodyElse = 408,

    /// <summary>The line is too long.</summary>
    LineTooLong = 413,

    /// <summary>The line is no text in the listener's encoding.</summary>
    InvalidText = 415,

    /// <summary>The line is no JSON object with a command.</summary>
    InvalidJson = 416,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull = 420,

    /// <summary>The text is too long.</summary>
    TextTooLong = 421,

    /// <summary>The user is in too many groups.</summary>
    TooManyGroups = 422,

    /// <summary>The group has too many members.</summary>
    GroupFull = 423,

    /// <summary>Too many messages of the sender are unconfirmed.</summary>
    SenderFull = 424,

    /// <summary>Too many messages from the sender's address are unconfirmed.</summary>
    AddressFull = 425,

    /// <summary>The sender's share of the recipient's mailbox is full.</summary>
    ShareFull = 426,

    /// <summary>Too many messages of the sender wait for ids without an account.</summary>
    TooManyToUnknown = 427,

    /// <summary>Too many new accounts from one address.</summary>
    TooManyNewAccounts = 428,

    /// <summary>Too many messages of one account.</summary>
    TooManyMessages = 429,

    /// <summary>Too many logins from one address.</summary>
    TooManyLogins = 430,

    /// <summary>Too many connections from one address.</summary>
    TooManyConnections = 431,

    /// <summary>Wrong id or password.</summary>
    WrongPassword = 440,

    /// <summary>The old password is wrong.</summary>
    WrongOldPassword = 441,

    /// <summary>Too many wrong passwords.</summary>
    LoginThrottled = 442,

    /// <summary>That cannot be a password.</summary>
    InvalidPassword = 443,

    /// <summary>The server checks no passwords.</summary>
    NoPasswords = 444,

    /// <summary>No new account or group may have this name: not all of it is seen, or it mixes scripts.</summary>
    UnusableName = 445,

    /// <summary>The name looks like that of another account or group.</summary>
    LookalikeName = 446,

    /// <summary>Only the operator makes an account of this id.</summary>
    ReservedId = 447,

    /// <summary>The same id logged in elsewhere; the connection ends.</summary>
    Kicked = 450,

    /// <summary>The operator has changed the password; the connection ends.</summary>
    PasswordReset = 451,

    /// <summary>The operator has removed the account; the connection ends.</summary>
    AccountRemoved = 452,

    /// <summary>Nobody logged in in time; the connection ends.</summary>
    LoginTooLate = 453,

    /// <summary>The client reads nothing; the connection ends.</summary>
    ReadTooSlowly = 454,

    /// <summary>The session was idle for too long; the connection ends.</summary>
    IdleTooLong = 455,

    /// <summary>A command failed.</summary>
    Failed = 500,

    /// <summary>Too many people log in.</summary>
    LoginBusy = 503,

    /// <summary>The server stops; the connection ends.</summary>
    ShuttingDown = 504,

    /// <summary>The server has too many accounts.</summary>
    TooManyAccounts = 506,

    /// <summary>The server has too many unconfirmed messages.</summary>
    StoreFull = 507,

    /// <summary>The server cannot write to its disk, and takes no messages.</summary>
    StoreFailing = 508,

    /// <summary>Something is not on disk yet, because the server cannot write.</summary>
    NotOnDiskYet = 509,

    /// <summary>An account was not stored, because the server cannot write.</summary>
    AccountNotStored = 510,

    /// <summary>A new password is not on disk yet, because the server cannot write.</summary>
    PasswordNotOnDiskYet = 511,

    /// <summary>The server has too many members of groups.</summary>
    TooManyMemberships = 512,

    /// <summary>Too many messages wait for ids without an account.</summary>
    UnknownFull = 513,

    /// <summary>Users from one address are in too many groups.</summary>
    TooManyMembershipsOfAddress = 514,
}
