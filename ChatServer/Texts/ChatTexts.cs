namespace ChatServer.Texts;

/// <summary>
/// Every text that the server says on a chat line, in one language. The words of <see cref="Chinese"/> that the protocol fixes are
/// listed in docs/protocol.md and never change.
/// </summary>
public sealed record ChatTexts
{
    /// <summary>The same in every language.</summary>
    public const string Welcome = "Welcome to SuperSocket Chat Server";

    /// <summary>The same in every language: the answer to a heartbeat.</summary>
    public const string Heartbeat = "R";

    /// <summary>Short name of the language, as <c>Lang</c> and the attribute <c>language</c> take it.</summary>
    public required string Language { get; init; }

    /// <summary>A command before login.</summary>
    public required string LogInFirst { get; init; }

    /// <summary>A login was accepted.</summary>
    public required string LoggedIn { get; init; }

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

    /// <summary>{0}: the group.</summary>
    public required string NotAMember { get; init; }

    /// <summary>{0}: the group.</summary>
    public required string NobodyElse { get; init; }

    /// <summary>{0}: the limit.</summary>
    public required string TooManyGroups { get; init; }

    /// <summary>{0}: the group; {1}: the limit.</summary>
    public required string GroupFull { get; init; }

    /// <summary>The server has too many members of groups.</summary>
    public required string TooManyMemberships { get; init; }

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

    /// <summary>The tutorial's texts; the default.</summary>
    public static ChatTexts Chinese { get; } = new()
    {
        Language = "zh",
        LogInFirst = "请先登录以后,再操作。。。",
        LoggedIn = "登录成功",
        Kicked = "您的账号已经在他处登录,您已经被踢下线了",
        WrongPassword = "账号或密码错误",
        WrongOldPassword = "原密码错误",
        LoginThrottled = "密码错误次数太多,请 {0} 秒后再试",
        LoginBusy = "登录的人太多,请 {0} 秒后再试",
        InvalidPassword = "密码须为 1 到 128 个字符,不能有空格和控制字符",
        TooManyAccounts = "账号未创建:服务器的账号太多",
        AccountNotStored = "账号未保存:服务器无法写入磁盘,请稍后再试",
        PasswordChanged = "密码已修改",
        PasswordNotOnDiskYet = "新密码已生效但尚未存盘:服务器无法写入磁盘,磁盘恢复后会继续保存",
        NoPasswords = "本服务器不检查密码",
        PasswordReset = "管理员已修改您的密码,请重新登录",
        AccountRemoved = "管理员已删除您的账号,您已经下线",
        NoSuchUser = "消息未保存:没有账号 {0}",
        SentYou = " 给你发送消息:",
        Sends = " 给你发消息:",
        NotDeliveredYet = "消息未发送成功",
        WrongParameters = "参数错误",
        UnknownCommand = "不知道如何处理 {0} 命令",
        Failed = "异常信息:{0}",
        LineTooLong = "命令太长,已被丢弃:一行必须少于 {0} 字节",
        InvalidJson = "不是有效的 JSON 命令:{0}",
        FormatChanged = "格式已改为 {0}",
        InvalidText = "无法识别的文字,已被丢弃:本端口使用 {0} 编码",
        RecipientFull = "消息未保存:{0} 的未确认消息太多,最多 {1} 条、{2} 个字符,请等 {0} 确认一些后再试",
        StoreFull = "消息未保存:服务器的未确认消息太多,最多 {0} 条、{1} 个字符,请等一些消息被确认后再试",
        TextTooLong = "消息未保存:内容有 {0} 个字符,最多 {1} 个,请分几条发送",
        TooManyMessages = "消息未保存:发送太快,每秒最多 {0} 条,请 {1} 秒后再试",
        TooManyLogins = "登录未成功:来自您的地址的登录太多,每秒最多 {0} 次,请 {1} 秒后再试",
        TooManyConnections = "来自您的地址的连接太多,最多 {0} 个,请关闭一个后再试",
        LoginTooLate = "您在 {0} 秒内没有登录,连接即将关闭,请重新连接",
        ReadTooSlowly = "您有 {0} 秒没有接收任何内容,连接即将关闭,未确认的消息下次登录时会再次收到",
        StoreFailing = "消息未保存:服务器无法写入磁盘,请稍后再试",
        NotOnDiskYet = "尚未存盘:服务器无法写入磁盘({0}),磁盘恢复后会继续保存 {1}",
        StoredOnDisk = "已存盘 {0}",
        StoredInMemory = "已存入内存 {0}",
        RecipientConfirmed = "{0} 已确认 {1}",
        GivenUp = "{0} 一直没有确认,已放弃 {1}",
        Confirmed = "已确认 {0}",
        ConfirmedAll = "已确认 {0} 条消息",
        NoSuchMessage = "没有此消息 {0}",
        ReceiptsOn = "回执已开启",
        ReceiptsOff = "回执已关闭",
        Pending = "未确认的消息 {0} 条",
        AndMore = "……还有 {0} 条",
        TraceSent = "{0} 发给 {1},{2}",
        TraceOnDisk = "已存盘",
        TraceInMemory = "在内存中",
        TraceNotDelivered = "尚未送出",
        TraceDelivered = "已送出",
        TraceDeliveredAt = "已送出 {0} 次,最近 {1}",
        TraceUnconfirmed = "未确认",
        TraceConfirmed = "已确认,{0}",
        TraceGivenUp = "已放弃,{0}",
        Delivered = "已送达 {0} {1}",
        Joined = "您在群 {0} 里,共 {1} 人",
        Left = "您已退出群 {0}",
        MemberJoined = "{1} 加入了群 {0}",
        MemberLeft = "{1} 退出了群 {0}",
        Members = "群 {0} 共 {1} 人,在线:{2};离线:{3}",
        Groups = "您在 {0} 个群里",
        GroupOfMembers = "{0} {1} 人",
        AndMoreMembers = "……还有 {0} 人",
        NotForAll = "群 {0} 有 {2} 人收不到,他们的未确认消息太多:{3} {1}",
        GroupConfirmed = "群 {0} 的人都已确认 {1}",
        GroupGivenUp = "群 {0} 有人一直没有确认,已放弃 {1}",
        NotAMember = "您不在群 {0} 里,请先 Join {0}",
        NobodyElse = "消息未保存:群 {0} 里没有别人",
        TooManyGroups = "未加入:您最多可以在 {0} 个群里",
        GroupFull = "未加入:群 {0} 已满,最多 {1} 人",
        TooManyMemberships = "未加入:服务器上群的成员太多",
        ReceiptsAll = "回执已开启,包括送达",
        SentInGroup = " 在群 {0} 里发送:",
        SaysInGroup = " 在群 {0} 里说:",
        TraceUnconfirmedBy = "{0} 人未确认",
        TraceToGroup = "{0} 发到群 {1},{2}",
        ShuttingDown = "服务器正在关闭",
        IdleTooLong = "您已经 {0} 秒没有操作,连接即将关闭",
        Goodbye = "再见",
        Online = "在线 {0} 人:{1}",
        OnlineAndMore = "在线 {0} 人:{1} ……还有 {2} 人",
        Help = """
            Check <账号> <密码>      登录
            Passwd <原密码> <新密码> 修改密码
            Chat <账号> <内容>       发送消息,对方不在线时会保存
            Confirm <消息编号>       确认收到(编号是消息的最后一个词),未确认的消息下次登录时会再次收到
            Confirm *                确认所有已收到的消息
            Pending                  列出未确认的消息
            Receipt on|off|all       回执:消息存好时、对方确认时都会告诉您;all:送达时也告诉您
            Trace <消息编号>         查看一条消息的经过
            Who                      查看谁在线;Who <账号> ...:这些人中谁在线
            Join <群>                加入一个群,没有就新建
            Say <群> <内容>          发给群里的所有人
            Members <群>             查看群里有谁
            Groups                   查看您在哪些群里
            Leave <群>               退出一个群
            HB R                     心跳,服务器回答 R
            Lang en                  Switch to English
            Format json|text         每行一个 JSON 对象
            Quit                     退出
            """,
    };

    /// <summary>English texts.</summary>
    public static ChatTexts English { get; } = new()
    {
        Language = "en",
        LogInFirst = "Please log in first: Check <id> <password>",
        LoggedIn = "Logged in",
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
        PasswordReset = "The operator has changed your password; please log in again",
        AccountRemoved = "The operator has removed your account; you are disconnected",
        NoSuchUser = "Not stored: there is no account {0}",
        SentYou = " sent you: ",
        Sends = " says: ",
        NotDeliveredYet = "Not delivered yet: the recipient is offline, the message is kept",
        WrongParameters = "Wrong parameters; Help lists the commands",
        UnknownCommand = "Unknown command: {0}; Help lists the commands",
        Failed = "Exception: {0}",
        LineTooLong = "The line is too long and was dropped: a line must be shorter than {0} bytes",
        InvalidJson = "Not a JSON command: {0}",
        FormatChanged = "The format is {0}",
        InvalidText = "The line is no text and was dropped: this port uses {0}",
        RecipientFull = "Not stored: {0} has too many unconfirmed messages, at most {1} with {2} characters; try again when {0} has confirmed some",
        StoreFull = "Not stored: the server has too many unconfirmed messages, at most {0} with {1} characters; try again when some are confirmed",
        TextTooLong = "Not stored: the text has {0} characters, at most {1}; send it in parts",
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
        ConfirmedAll = "Confirmed {0} messages",
        NoSuchMessage = "No such message {0}",
        ReceiptsOn = "Receipts are on",
        ReceiptsOff = "Receipts are off",
        Pending = "{0} unconfirmed messages",
        AndMore = "... and {0} more",
        TraceSent = "{0} to {1}, {2}",
        TraceOnDisk = "on disk",
        TraceInMemory = "in memory",
        TraceNotDelivered = "not handed over yet",
        TraceDelivered = "handed over",
        TraceDeliveredAt = "handed over {0} times, last {1}",
        TraceUnconfirmed = "unconfirmed",
        TraceConfirmed = "confirmed {0}",
        TraceGivenUp = "given up {0}",
        Delivered = "Delivered to {0} {1}",
        Joined = "You are in {0}, with {1} members",
        Left = "You have left {0}",
        MemberJoined = "{1} joined {0}",
        MemberLeft = "{1} left {0}",
        Members = "{0} has {1} members, online: {2}; offline: {3}",
        Groups = "You are in {0} groups",
        GroupOfMembers = "{0} {1} members",
        AndMoreMembers = "... and {0} more",
        NotForAll = "{2} members of {0} do not get it, they have too many unconfirmed messages: {3} {1}",
        GroupConfirmed = "Everybody in {0} confirmed {1}",
        GroupGivenUp = "Some in {0} never confirmed, given up {1}",
        NotAMember = "You are not in {0}; Join {0} first",
        NobodyElse = "Not stored: nobody else is in {0}",
        TooManyGroups = "Not joined: you may be in at most {0} groups",
        GroupFull = "Not joined: {0} is full, at most {1} members",
        TooManyMemberships = "Not joined: the server has too many members of groups",
        ReceiptsAll = "Receipts are on, delivery too",
        SentInGroup = " sent in {0}: ",
        SaysInGroup = " says in {0}: ",
        TraceUnconfirmedBy = "unconfirmed by {0}",
        TraceToGroup = "{0} to the group {1}, {2}",
        ShuttingDown = "The server is shutting down",
        IdleTooLong = "You were idle for {0} seconds; the connection will be closed",
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

    /// <summary>The texts of a language.</summary>
    /// <param name="language">Its short name, in any case.</param>
    /// <returns>The texts, or <see langword="null"/>.</returns>
    public static ChatTexts? Of(string language)
        => new[] { Chinese, English }.FirstOrDefault(texts => texts.Language.Equals(language, StringComparison.OrdinalIgnoreCase));
}
