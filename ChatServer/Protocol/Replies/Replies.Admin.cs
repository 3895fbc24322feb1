namespace ChatServer.Protocol.Replies;

/// <content>Administration.</content>
public static partial class Replies
{
    public static ReplyDefinition<string> Announcement { get; } = new(250, "announcement", "announcement",
        "公告:{announcement}",
        "Announcement: {announcement}");

    public static ReplyDefinition<AdminOutput> AdminDone { get; } = new(260, "admin-done", "result",
        "{result}",
        "{result}");

    public static PlainReply AccountDisabled { get; } = new(456, "account-disabled",
        "管理员已停用您的账号",
        "The operator has disabled your account");

    public static PlainReply Banned { get; } = new(457, "banned",
        "管理员禁止您使用本服务器",
        "The operator has banned you from this server");

    public static PlainReply DisconnectedByOperator { get; } = new(458, "disconnected-by-operator",
        "管理员已断开您的连接",
        "The operator has disconnected you");

    public static ReplyDefinition<long> Draining { get; } = new(459, "draining", "seconds",
        "服务器即将重启,请在 {seconds} 秒后重新连接",
        "The server is about to restart; connect again in {seconds} s");

    public static PlainReply OperatorsOnly { get; } = new(470, "operators-only",
        "只有管理员可以使用此命令",
        "Only operators may use this command");

    public static ReplyDefinition<AdminOutput> AdminFailed { get; } = new(471, "admin-failed", "result",
        "{result}",
        "{result}");
}
