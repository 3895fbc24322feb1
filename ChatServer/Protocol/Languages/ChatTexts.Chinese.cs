namespace ChatServer.Protocol.Languages;

/// <content>Chinese.</content>
public sealed partial record ChatTexts
{
    /// <summary>The tutorial's texts; the default.</summary>
    public static ChatTexts Chinese { get; } = new()
    {
        Language = "zh",
        LanguageChanged = "语言已改为中文",
        LogInFirst = "请先登录以后,再操作。。。",
        LoggedIn = "登录成功",
        AccountCreated = "已新建账号 {0};如果您本来就有账号,请检查账号是否打错",
        SessionToken = "以后每个数据报的开头请写 {0}",
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
        UnusableName = "没有创建 {0}:名字里有看不见的字符、没有字母的附加符号,或者混用了几种文字",
        LookalikeName = "没有创建 {0}:它和另一个名字看起来一样",
        ReservedId = "没有创建 {0}:这个账号是保留的",
        PasswordReset = "管理员已修改您的密码,请重新登录",
        AccountRemoved = "管理员已删除您的账号,您已经下线",
        NoSuchUser = "消息未保存:没有账号 {0}",
        SentYou = " 给你发送消息:",
        Sends = " 给你发消息:",
        NotDeliveredYet = "消息未发送成功",
        WrongParameters = "参数错误",
        UnknownCommand = "不知道如何处理 {0} 命令",
        Failed = "异常信息:{0}",
        InternalError = "服务器内部错误,编号 {0}",
        LineTooLong = "命令太长,已被丢弃:一行必须少于 {0} 字节",
        InvalidJson = "不是有效的 JSON 命令:{0}",
        FormatChanged = "格式已改为 {0}",
        InvalidText = "无法识别的文字,已被丢弃,请再发一次:本端口使用 {0} 编码",
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
        MembersChanged = "群 {0} 有 {1} 人加入,{2} 人退出",
        NotAMember = "您不在群 {0} 里,请先 Join {0}",
        NobodyElse = "消息未保存:群 {0} 里没有别人",
        TooManyGroups = "未加入:您最多可以在 {0} 个群里",
        GroupFull = "未加入:群 {0} 已满,最多 {1} 人",
        SenderFull = "消息未保存:您发出的消息有太多未被确认,最多 {0} 条、{1} 个字符,请等一些被确认后再试",
        AddressFull = "消息未保存:从您的地址发出的消息有太多未被确认,最多 {0} 条、{1} 个字符,请等一些被确认后再试",
        ShareFull = "消息未保存:{0} 的未确认消息很多,您的份额已满,请等 {0} 确认一些后再试",
        TooManyToUnknown = "消息未保存:账号 {0} 还不存在,您发给这类账号的消息最多 {1} 条",
        TooManyNewAccounts = "账号未创建:来自您的地址的新账号太多,请 {0} 秒后再试",
        TooManyMemberships = "未加入:服务器上群的成员太多",
        UnknownFull = "消息未保存:账号 {0} 还不存在,服务器为这类账号最多保存 {1} 条消息",
        TooManyMembershipsOfAddress = "未加入:来自您的地址的用户加入的群太多,总共最多 {0} 个",
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
}
