namespace ChatServer.Protocol.Replies;

/// <summary>
/// Everything that the server says on a chat line besides messages, in one place each. Numbers, names and the Chinese words that docs/protocol.md
/// fixes never change. 2xx: it is done, or it is what was asked for; 4xx: the client must do something else; 45x: the last words of a connection;
/// 5xx: the server cannot do it now, maybe later.
/// </summary>
/// <remarks>This part: connections, sessions and lines.</remarks>
public static partial class Replies
{
    public static PlainReply Welcome { get; } = new(200, "welcome", "Welcome to SuperSocket Chat Server");

    public static ReplyDefinition<long, IdList> Online { get; } = new(211, "online", "count", "ids",
        "在线 {count} 人:{ids}",
        "{count} online: {ids}");

    public static ReplyDefinition<CommandList> Help { get; } = new(213, "help", "commands",
        "{commands}",
        "{commands}");

    public static PlainReply Goodbye { get; } = new(214, "goodbye",
        "再见",
        "Goodbye");

    public static PlainReply Heartbeat { get; } = new(216, "heartbeat", "R");

    public static ReplyDefinition<string> FormatChanged { get; } = new(218, "format-changed", "format",
        "格式已改为 {format}",
        "The format is {format}");

    public static ReplyDefinition<string> SessionToken { get; } = new(231, "session-token", "token",
        "以后每个数据报的开头请写 {token}",
        "Begin each datagram from now on with {token}");

    public static ReplyDefinition<string, CommandHelp> Usage { get; } = new(232, "usage", "command", "usage",
        "{usage}",
        "{usage}");

    public static ReplyDefinition<string> LanguageChanged { get; } = new(241, "language-changed", "language",
        "语言已改为中文",
        "The language is English");

    // The Chinese words are fixed, and old programs read one line for one command: the usage is in JSON and in English only.
    public static ReplyDefinition<CommandUsage> WrongParameters { get; } = new(400, "wrong-parameters", "usage",
        "参数错误",
        "Wrong parameters; usage: {usage}");

    public static PlainReply LogInFirst { get; } = new(401, "log-in-first",
        "请先登录以后,再操作。。。",
        "Please log in first: Check <id> <password>");

    public static ReplyDefinition<string, CommandSuggestion> UnknownCommand { get; } = new(404, "unknown-command", "command", "suggestion",
        "不知道如何处理 {command} 命令{suggestion}",
        "Unknown command: {command}; Help lists the commands{suggestion}");

    public static ReplyDefinition<long> LineTooLong { get; } = new(413, "line-too-long", "most",
        "命令太长,已被丢弃:一行必须少于 {most} 字节",
        "The line is too long and was dropped: a line must be shorter than {most} {most:byte|bytes}");

    public static ReplyDefinition<string> InvalidText { get; } = new(415, "invalid-text", "encoding",
        "无法识别的文字,已被丢弃,请再发一次:本端口使用 {encoding} 编码",
        "The line is not valid {encoding} and was dropped; please send it again");

    public static ReplyDefinition<string> InvalidJson { get; } = new(416, "invalid-json", "why",
        "不是有效的 JSON 命令:{why}",
        "Not a JSON command: {why}");

    public static ReplyDefinition<long> TooManyConnections { get; } = new(431, "too-many-connections", "most",
        "来自您的地址的连接太多,最多 {most} 个,请关闭一个后再试",
        "Too many connections from your address, at most {most}; try again when one of them is closed");

    public static PlainReply Kicked { get; } = new(450, "kicked",
        "您的账号已经在他处登录,您已经被踢下线了",
        "Your account has logged in elsewhere; you are disconnected");

    public static PlainReply PasswordReset { get; } = new(451, "password-reset",
        "管理员已修改您的密码,请重新登录",
        "The operator has changed your password; please log in again");

    public static PlainReply AccountRemoved { get; } = new(452, "account-removed",
        "管理员已删除您的账号,您已经下线",
        "The operator has removed your account; you are disconnected");

    public static ReplyDefinition<long> LoginTooLate { get; } = new(453, "login-too-late", "seconds",
        "您在 {seconds} 秒内没有登录,连接即将关闭,请重新连接",
        "You did not log in within {seconds} s; the connection will be closed, connect again");

    public static ReplyDefinition<long> ReadTooSlowly { get; } = new(454, "read-too-slowly", "seconds",
        "您有 {seconds} 秒没有接收任何内容,连接即将关闭,未确认的消息下次登录时会再次收到",
        "You have read nothing for {seconds} s; the connection will be closed, unconfirmed messages come again at login");

    public static ReplyDefinition<long> IdleTooLong { get; } = new(455, "idle-too-long", "seconds",
        "您已经 {seconds} 秒没有操作,连接即将关闭",
        "You were idle for {seconds} {seconds:second|seconds}; the connection will be closed");

    public static ReplyDefinition<string> Failed { get; } = new(500, "failed", "why",
        "\n\r异常信息:{why}",
        "\n\rException: {why}");

    public static PlainReply ShuttingDown { get; } = new(504, "shutting-down",
        "服务器正在关闭",
        "The server is shutting down");
}
