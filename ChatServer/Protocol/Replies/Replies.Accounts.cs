namespace ChatServer.Protocol.Replies;

/// <content>Logins, passwords and accounts.</content>
public static partial class Replies
{
    public static PlainReply LoggedIn { get; } = new(201, "logged-in",
        "登录成功",
        "Logged in");

    public static PlainReply PasswordChanged { get; } = new(215, "password-changed",
        "密码已修改",
        "Password changed");

    public static ReplyDefinition<string> AccountCreated { get; } = new(230, "account-created", "id",
        "已新建账号 {id};如果您本来就有账号,请检查账号是否打错",
        "This is a new account, {id}; if you have one already, check the id for a typing error");

    public static ReplyDefinition<string> NoSuchUser { get; } = new(406, "no-such-user", "to",
        "消息未保存:没有账号 {to}",
        "Not stored: there is no account {to}");

    public static ReplyDefinition<long> TooManyNewAccounts { get; } = new(428, "too-many-new-accounts", "seconds",
        "账号未创建:来自您的地址的新账号太多,请 {seconds} 秒后再试",
        "No account was made: too many new accounts from your address; try again in {seconds} s");

    public static ReplyDefinition<long, long> TooManyLogins { get; } = new(430, "too-many-logins", "mostPerSecond", "seconds",
        "登录未成功:来自您的地址的登录太多,每秒最多 {mostPerSecond} 次,请 {seconds} 秒后再试",
        "Not logged in: too many logins from your address, at most {mostPerSecond} per second; try again in {seconds} s");

    public static PlainReply WrongPassword { get; } = new(440, "wrong-password",
        "账号或密码错误",
        "Wrong id or password");

    public static PlainReply WrongOldPassword { get; } = new(441, "wrong-old-password",
        "原密码错误",
        "The old password is wrong");

    public static ReplyDefinition<long> LoginThrottled { get; } = new(442, "login-throttled", "seconds",
        "密码错误次数太多,请 {seconds} 秒后再试",
        "Too many wrong passwords; try again in {seconds} s");

    public static PlainReply InvalidPassword { get; } = new(443, "invalid-password",
        "密码须为 1 到 128 个字符,不能有空格和控制字符",
        "A password is 1 to 128 characters, without blanks and control characters");

    public static PlainReply NoPasswords { get; } = new(444, "no-passwords",
        "本服务器不检查密码",
        "This server checks no passwords");

    public static ReplyDefinition<string> UnusableName { get; } = new(445, "unusable-name", "wanted",
        "没有创建 {wanted}:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
        "{wanted} was not made: the name has characters that cannot be seen, marks without a letter, or letters of several scripts");

    public static ReplyDefinition<string> LookalikeName { get; } = new(446, "lookalike-name", "wanted",
        "没有创建 {wanted}:它和另一个名字看起来一样",
        "{wanted} was not made: it looks like another name");

    public static ReplyDefinition<string> ReservedId { get; } = new(447, "reserved-id", "wanted",
        "没有创建 {wanted}:这个账号是保留的",
        "{wanted} was not made: this id is reserved");

    public static ReplyDefinition<long> LoginBusy { get; } = new(503, "login-busy", "seconds",
        "登录的人太多,请 {seconds} 秒后再试",
        "Too many people log in; try again in {seconds} s");

    public static PlainReply TooManyAccounts { get; } = new(506, "too-many-accounts",
        "账号未创建:服务器的账号太多",
        "No account was made: the server has too many accounts");

    public static PlainReply AccountNotStored { get; } = new(510, "account-not-stored",
        "账号未保存:服务器无法写入磁盘,请稍后再试",
        "Account not stored: the server cannot write to its disk; try again later");

    public static PlainReply PasswordNotOnDiskYet { get; } = new(511, "password-not-on-disk-yet",
        "新密码已生效但尚未存盘:服务器无法写入磁盘,磁盘恢复后会继续保存",
        "The new password holds, but is not on disk yet: the server cannot write; it goes on when the disk recovers");
}
