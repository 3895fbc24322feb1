namespace ChatServer.Client;

/// <summary>
/// Why something failed. From 400 on these are the codes of the protocol; a newer server may send others, whose first digit says the most: 4 for
/// something that the client must do differently, 5 for something that the server cannot do now.
/// </summary>
public enum ChatError
{
    /// <summary>No server could be reached.</summary>
    Unreachable = 0,

    /// <summary>What answered does not speak the protocol of the chat server.</summary>
    NotAChatServer = 1,

    /// <summary>A user id, a group's name, a reference or a text is none that the server takes.</summary>
    WrongParameters = 400,

    /// <summary>There is no account of that id.</summary>
    NoSuchUser = 406,

    /// <summary>The user is not in the group.</summary>
    NotAMember = 407,

    /// <summary>Nobody else is in the group; the message was not stored.</summary>
    NobodyElse = 408,

    /// <summary>The message is longer than a line of the server may be.</summary>
    LineTooLong = 413,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull = 420,

    /// <summary>The text is too long.</summary>
    TextTooLong = 421,

    /// <summary>The user is in too many groups.</summary>
    TooManyGroups = 422,

    /// <summary>The group has too many members.</summary>
    GroupFull = 423,

    /// <summary>Too many messages of this user are unconfirmed.</summary>
    SenderFull = 424,

    /// <summary>Too many messages from this address are unconfirmed.</summary>
    AddressFull = 425,

    /// <summary>This user's share of the recipient's mailbox is full.</summary>
    ShareFull = 426,

    /// <summary>Too many messages of this user wait for ids without an account.</summary>
    TooManyToUnknown = 427,

    /// <summary>Too many new accounts from this address; <see cref="ChatException.RetryAfter"/> says when to try again.</summary>
    TooManyNewAccounts = 428,

    /// <summary>Too many messages; <see cref="ChatException.RetryAfter"/> says when to try again.</summary>
    TooManyMessages = 429,

    /// <summary>Too many logins from this address; <see cref="ChatException.RetryAfter"/> says when to try again.</summary>
    TooManyLogins = 430,

    /// <summary>Too many connections from this address.</summary>
    TooManyConnections = 431,

    /// <summary>The recipient has blocked this user: the message is not stored.</summary>
    BlockedByRecipient = 434,

    /// <summary>This user has blocked too many others.</summary>
    TooManyBlocked = 435,

    /// <summary>Wrong id or password.</summary>
    WrongPassword = 440,

    /// <summary>Too many wrong passwords; <see cref="ChatException.RetryAfter"/> says when to try again.</summary>
    LoginThrottled = 442,

    /// <summary>That cannot be a password.</summary>
    InvalidPassword = 443,

    /// <summary>No new account or group may have this name: not all of it is seen, or it mixes scripts.</summary>
    UnusableName = 445,

    /// <summary>The name looks like that of another account or group.</summary>
    LookalikeName = 446,

    /// <summary>Only the operator makes an account of this id.</summary>
    ReservedId = 447,

    /// <summary>The same id logged in elsewhere. The client is closed.</summary>
    Kicked = 450,

    /// <summary>The operator has changed the password. The client is closed.</summary>
    PasswordReset = 451,

    /// <summary>The operator has removed the account. The client is closed.</summary>
    AccountRemoved = 452,

    /// <summary>The operator has disabled the account. The client is closed.</summary>
    AccountDisabled = 456,

    /// <summary>The operator has banned the user or the address. The client is closed.</summary>
    Banned = 457,

    /// <summary>The server is about to restart; <see cref="ChatException.RetryAfter"/> says when the client connects again.</summary>
    Draining = 459,

    /// <summary>A command failed.</summary>
    Failed = 500,

    /// <summary>Too many people log in; <see cref="ChatException.RetryAfter"/> says when to try again.</summary>
    LoginBusy = 503,

    /// <summary>The server has too many accounts.</summary>
    TooManyAccounts = 506,

    /// <summary>The server has too many unconfirmed messages.</summary>
    StoreFull = 507,

    /// <summary>The server cannot write to its disk, and takes no messages.</summary>
    StoreFailing = 508,

    /// <summary>An account could not be stored.</summary>
    AccountNotStored = 510,

    /// <summary>The server has too many members of groups.</summary>
    TooManyMemberships = 512,

    /// <summary>Too many messages wait for ids without an account.</summary>
    UnknownFull = 513,

    /// <summary>Users from this address are in too many groups.</summary>
    TooManyMembershipsOfAddress = 514,
}
