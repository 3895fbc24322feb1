using ChatServer.Client;

namespace ChatServer.Terminal.Words;

/// <summary>Chinese.</summary>
internal sealed class ChineseWords : TerminalWords
{
    public override string Language => "zh";

    public override string Usage => """
        用法: chat [选项]                      在终端里聊天
              chat --to 账号 [选项] < 文件     逐行发送标准输入,全部存好后结束
              chat --receive N [选项]          收到 N 条消息并打印后结束
              chat play 文件 ...、chat record  播放和录制对话脚本

          --server 地址      chat://host:2020,chats:// 用 TLS,ws://host:2021/ws 或 wss://   (默认 chat://127.0.0.1:2020)
                             同一个聊天的几个服务器用逗号隔开
          --id 账号          您是谁
          --to 账号          发给谁;群写成 '#群名'
          --language en|zh   语言(默认随终端)
          --plain            没有提示符,每件事一行;输入或输出不是终端时自动如此
          --receive N        plain: 收到 N 条消息后结束
          --wait 秒数        plain: 到时间就结束

        环境变量 CHAT_SERVER、CHAT_ID、CHAT_PASSWORD 与选项作用相同;缺少的会询问。
        退出码: 0 完成,2 参数错误,3 登录被拒绝,4 消息被拒绝,5 连不上,6 时间到,1 其他失败。
        """;

    public override string SeeHelp => "'chat --help' 列出所有选项。";
    public override string UnknownOption(string name) => $"没有选项 '{name}'。";
    public override string DidYouMean(string name) => $"您想用的是 '{name}' 吗?";
    public override string OptionNeedsValue(string name) => $"{name} 需要一个值{(name == "--to" ? ";群名要加引号: '#群名'" : "")}。";
    public override string WrongServer(string text) => $"'{text}' 不是聊天服务器的地址;例如 chat://localhost:2020 或 ws://localhost:2021/ws。";
    public override string WrongRecipient(string text) => $"'{text}' 既不是账号,也不是 #群名。";
    public override string WrongNumber(string name, string value) => $"{name} 需要大于 0 的数,不能是 '{value}'。";
    public override string WrongLanguage(string value) => $"'{value}' 不是 en、zh 之一。";
    public override string PlainNeedsSomethingToDo => "没有终端时需要 --to 账号(发送标准输入的各行)、--receive N 或 --wait 秒数。";
    public override string PlainNeedsCredentials => "没有终端时需要账号(--id 或 CHAT_ID)和密码(CHAT_PASSWORD)。";
    public override string NoServer(string servers, string why) => $"{servers} 没有聊天服务器: {why}";
    public override string TimeIsOver => "--wait 的时间到了。";
    public override string NotSent(int line, string why) => $"第 {line} 行: {why}";

    public override string FirstLogin(string servers) => $"您在 {servers} 是谁?新的账号会用您起的密码建立。";
    public override string PlainText(string servers) => $"您的密码和消息以明文发往 {servers},途中任何人都能读到。chats:// 和 wss:// 会加密。";
    public override string AccountCreated(string id) => $"{id} 是新建的账号。如果您本来就有账号,请检查账号是否打错。";
    public override string AskId => "账号: ";
    public override string AskPassword => "密码(不显示): ";
    public override string Connecting(string servers) => $"正在连接 {servers} ...";
    public override string Hello(string id) => $"您是 {id}。先输入 /to bob,再输入要对 bob 说的话。/help 列出所有命令。";
    public override string HelloTo(string id, string to) => $"您是 {id},输入的话会发给 {to}。/help 列出所有命令。";

    public override IReadOnlyList<string> Help { get; } =
    [
        "/to 账号 [内容]   从现在起和某人谈                /to #群名       和群谈",
        "/join 群名        进入群并在那里谈                /leave [群名]   退出群",
        "/say 内容         说以 / 开头的话",
        "/who [账号 ...]   谁在线                          /members [群名] 群里有谁",
        "/groups           您的群                          /pending        还没有人读的消息",
        "/trace [消息]     您的上一条消息(或此编号的消息)怎样了",
        "/recall [编号]    撤回最后一条消息或指定的消息,只对尚未阅读的人有效",
        "/block 账号       不再接收某人的消息;/unblock 账号 重新接收",
        "/blocked          查看您屏蔽了谁",
        "/quit             离开(Ctrl-D 也可)",
        "您的消息: .. 在路上,✓ 已存,✓✓ 已送达,✓✓✓ 已读,✗ 被拒绝。",
        "按键: 方向键、Home、End、Ctrl-A E K U W、Alt-B F D;上下键翻历史;Ctrl-L 重画;Ctrl-C 清空这一行。",
    ];

    public override string Online => "在线";
    public override string ConnectingAgain => "正在连接 ...";
    public override string ReconnectingIn(int seconds) => $"{seconds} 秒后重连";
    public override string NotStored(int count) => $"{count} 条未发出";
    public override string NotRead(int count) => $"{count} 条未读";

    public override string ToWhom => "发给谁?请先 /to 账号 或 /join 群名;/help 列出所有命令。";
    public override string NowTo(string to) => $"现在起输入的话发给 {to}。";
    public override string UnknownCommand(string name) => $"没有命令 {name};/help 列出所有命令。要说这句话请用 /say {name}";
    public override string CommandNeeds(string usage) => $"请写 {usage}";
    public override string Joined(string group, int members) => $"您在群 #{group} 里,共 {members} 人。现在起输入的话发到群里。";
    public override string Left(string group) => $"您已退出群 #{group}。";
    public override string MemberJoined(string group, string id) => $"{id} 加入了群 #{group}。";
    public override string MemberLeft(string group, string id) => $"{id} 退出了群 #{group}。";
    public override string NobodyOf(string ids) => $"不在线: {ids}";
    public override string WhoIsOnline(int count, string ids) => $"在线 {count} 人: {ids}";
    public override string Groups(string groups) => $"您的群: {groups}";
    public override string NoGroups => "您不在任何群里;/join 群名 进入一个。";

    public override string Members(string group, string online, string offline, int others)
        => $"#{group} 在线: {OrNobody(online)};离线: {OrNobody(offline)}{(others > 0 ? $";还有 {others} 人" : "")}";

    public override string Pending(int toMe, int fromMe) => $"您发的消息 {fromMe} 条未读;发给您的 {toMe} 条未确认。";
    public override string NoSuchMessage => "服务器没有您的这条消息。";

    public override string Recalled(string from) => $"{from} 撤回了一条消息。";
    public override string TakenBack(int count) => count == 0 ? "不能撤回: 消息已读,或者发出太久。" : $"已撤回,{count} 人尚未阅读。";
    public override string IsBlocked(string id) => $"不再接收 {id} 的消息;/unblock {id} 重新接收。";
    public override string IsUnblocked(string id) => $"重新接收 {id} 的消息。";
    public override string Blocked(string ids) => ids.Length == 0 ? "您没有屏蔽任何人。" : $"已屏蔽: {ids}";
    public override string Trace(MessageTrace trace)
        => $"{trace.From} 发给 {(trace.IsToGroup ? "#" : "")}{trace.To},{trace.Time.LocalDateTime:yyyy-MM-dd HH:mm:ss};送达 {trace.Deliveries} 次;"
        + (trace.State, trace.Ended) switch
        {
            (MessageState.Confirmed, { } time) => $"{time.LocalDateTime:HH:mm:ss} 已读",
            (MessageState.Confirmed, null) => "已读",
            (MessageState.Expired, _) => "已放弃: 一直没有人读",
            (MessageState.Recalled, _) => "已撤回",
            _ => "未读",
        };

    public override string Waits(string to) => $"{to} 不在线,消息等着。";
    public override string NotFor(string ids) => $"没有发给 {ids}: 等着他们的消息太多了。";
    public override string Expired(string to) => $"发给 {to} 的一条消息已放弃: 一直没有人读。";
    public override string Lost(string why) => $"连接断了,会自动重连,您可以继续输入。({why})";
    public override string OnlineAgain => "又在线了。";
    public override string LeaveAnyway(int count) => $"您有 {count} 条消息还没有发出。再输入一次 /quit 就不等它们离开。";
    public override string LineIsFull(int max) => $"一行最多 {max} 个字符,其余的没有输入。";
    public override string TheServer => "服务器";

    private static string OrNobody(string ids) => ids.Length == 0 ? "无人" : ids;
}
