namespace ChatServer.Protocol.Replies;

/// <content>Messages to one recipient, and receipts.</content>
public static partial class Replies
{
    public static ReplyDefinition<Guid> StoredOnDisk { get; } = new(202, "stored-on-disk", "id",
        "已存盘 {id}",
        "Stored on disk {id}")
    { Constant = new("level", "disk") };

    public static ReplyDefinition<Guid> StoredInMemory { get; } = new(203, "stored-in-memory", "id",
        "已存入内存 {id}",
        "Stored in memory {id}")
    { Constant = new("level", "memory") };

    public static PlainReply NotDeliveredYet { get; } = new(204, "not-delivered-yet",
        "消息未发送成功",
        "Not delivered yet: the recipient is offline, the message is kept");

    public static ReplyDefinition<string, Guid> RecipientConfirmed { get; } = new(205, "recipient-confirmed", "to", "id",
        "{to} 已确认 {id}",
        "{to} confirmed {id}");

    public static ReplyDefinition<Guid> Confirmed { get; } = new(206, "confirmed", "id",
        "已确认 {id}",
        "Confirmed {id}");

    public static ReplyDefinition<long> ConfirmedAll { get; } = new(207, "confirmed-all", "count",
        "已确认 {count} 条消息",
        "Confirmed {count} {count:message|messages}");

    public static PlainReply ReceiptsOn { get; } = new(208, "receipts-on",
        "回执已开启",
        "Receipts are on");

    public static PlainReply ReceiptsOff { get; } = new(209, "receipts-off",
        "回执已关闭",
        "Receipts are off");

    public static ReplyDefinition<long, PendingList> Pending { get; } = new(210, "pending", "count", "messages",
        "未确认的消息 {count} 条{messages}",
        "{count} unconfirmed {count:message|messages}{messages}");

    public static ReplyDefinition<TraceReport> Trace { get; } = new(212, "trace", "id", "{id}", "{id}");

    public static ReplyDefinition<string, Guid> GivenUp { get; } = new(217, "given-up", "to", "id",
        "{to} 一直没有确认,已放弃 {id}",
        "{to} never confirmed, given up {id}");

    public static ReplyDefinition<string, Guid> Delivered { get; } = new(219, "delivered", "to", "id",
        "已送达 {to} {id}",
        "Delivered to {to} {id}");

    public static PlainReply ReceiptsAll { get; } = new(227, "receipts-all",
        "回执已开启,包括送达",
        "Receipts are on, delivery too");

    public static ReplyDefinition<long, Guid> Recalled { get; } = new(233, "recalled", "count", "id",
        "已撤回 {id}",
        "Recalled {id}");

    public static ReplyDefinition<string, Guid> MessageRecalled { get; } = new(234, "message-recalled", "from", "id",
        "{from} 撤回了消息 {id}",
        "{from} recalled the message {id}");

    public static ReplyDefinition<string> Blocked { get; } = new(235, "blocked", "id",
        "不再接收 {id} 的消息",
        "Blocked {id}: messages from {id} are refused");

    public static ReplyDefinition<string> Unblocked { get; } = new(236, "unblocked", "id",
        "重新接收 {id} 的消息",
        "Unblocked {id}: messages from {id} are accepted");

    public static ReplyDefinition<long, IdList> BlockedUsers { get; } = new(237, "blocked-users", "count", "ids",
        "您不接收 {count} 人的消息:{ids}",
        "{count} blocked {count:user|users}: {ids}");

    public static ReplyDefinition<string> BlockedByRecipient { get; } = new(434, "blocked-by-recipient", "to",
        "消息未保存:{to} 不接收您的消息",
        "Not stored: {to} does not accept messages from you");

    public static ReplyDefinition<long> TooManyBlocked { get; } = new(435, "too-many-blocked", "most",
        "未屏蔽:名单已满,最多 {most} 人",
        "Not blocked: the list is full, at most {most} {most:user|users}");

    public static ReplyDefinition<Guid> NothingToRecall { get; } = new(432, "nothing-to-recall", "id",
        "不能撤回,消息已确认或已放弃 {id}",
        "Not recalled: nobody has this message unconfirmed any more {id}");

    public static ReplyDefinition<long, Guid> TooOldToRecall { get; } = new(433, "too-old-to-recall", "seconds", "id",
        "不能撤回,发送后超过 {seconds} 秒 {id}",
        "Not recalled: the message is older than {seconds} s {id}");

    public static ReplyDefinition<Guid> NoSuchMessage { get; } = new(405, "no-such-message", "id",
        "没有此消息 {id}",
        "No such message {id}");

    public static ReplyDefinition<string, long, long> RecipientFull { get; } = new(
        420, "recipient-full", "to", "mostMessages", "mostCharacters",
        "消息未保存:{to} 的未确认消息太多,最多 {mostMessages} 条、{mostCharacters} 个字符,请等 {to} 确认一些后再试",
        "Not stored: {to} has too many unconfirmed messages, "
            + "at most {mostMessages} with {mostCharacters} {mostCharacters:character|characters}; try again when {to} has confirmed some");

    public static ReplyDefinition<long, long> TextTooLong { get; } = new(421, "text-too-long", "length", "most",
        "消息未保存:内容有 {length} 个字符,最多 {most} 个,请分几条发送",
        "Not stored: the text has {length} {length:character|characters}, at most {most}; send it in parts");

    public static ReplyDefinition<long, long> SenderFull { get; } = new(424, "sender-full", "mostMessages", "mostCharacters",
        "消息未保存:您发出的消息有太多未被确认,最多 {mostMessages} 条、{mostCharacters} 个字符,请等一些被确认后再试",
        "Not stored: too many of your messages are unconfirmed, "
            + "at most {mostMessages} with {mostCharacters} {mostCharacters:character|characters}; try again when some are confirmed");

    public static ReplyDefinition<long, long> AddressFull { get; } = new(425, "address-full", "mostMessages", "mostCharacters",
        "消息未保存:从您的地址发出的消息有太多未被确认,最多 {mostMessages} 条、{mostCharacters} 个字符,请等一些被确认后再试",
        "Not stored: too many messages from your address are unconfirmed, "
            + "at most {mostMessages} with {mostCharacters} {mostCharacters:character|characters}; try again when some are confirmed");

    public static ReplyDefinition<string> ShareFull { get; } = new(426, "share-full", "to",
        "消息未保存:{to} 的未确认消息很多,您的份额已满,请等 {to} 确认一些后再试",
        "Not stored: your share of the mailbox of {to} is full; try again when {to} has confirmed some");

    public static ReplyDefinition<string, long> TooManyToUnknown { get; } = new(427, "too-many-to-unknown", "to", "most",
        "消息未保存:账号 {to} 还不存在,您发给这类账号的消息最多 {most} 条",
        "Not stored: there is no account {to} yet, and at most {most} {most:message|messages} of yours may wait for such ids");

    public static ReplyDefinition<long, long> TooManyMessages { get; } = new(429, "too-many-messages", "mostPerSecond", "seconds",
        "消息未保存:发送太快,每秒最多 {mostPerSecond} 条,请 {seconds} 秒后再试",
        "Not stored: too many messages, at most {mostPerSecond} per second; try again in {seconds} s");

    public static ReplyDefinition<long, long> StoreFull { get; } = new(507, "store-full", "mostMessages", "mostCharacters",
        "消息未保存:服务器的未确认消息太多,最多 {mostMessages} 条、{mostCharacters} 个字符,请等一些消息被确认后再试",
        "Not stored: the server has too many unconfirmed messages, "
            + "at most {mostMessages} with {mostCharacters} {mostCharacters:character|characters}; try again when some are confirmed");

    public static PlainReply StoreFailing { get; } = new(508, "store-failing",
        "消息未保存:服务器无法写入磁盘,请稍后再试",
        "Not stored: the server cannot write to its disk; try again later");

    public static ReplyDefinition<string, string> NotOnDiskYet { get; } = new(509, "not-on-disk-yet", "why", "id",
        "尚未存盘:服务器无法写入磁盘({why}),磁盘恢复后会继续保存 {id}",
        "Not on disk yet: the server cannot write ({why}); it goes on when the disk recovers {id}");

    public static ReplyDefinition<string, long> UnknownFull { get; } = new(513, "unknown-full", "to", "most",
        "消息未保存:账号 {to} 还不存在,服务器为这类账号最多保存 {most} 条消息",
        "Not stored: there is no account {to} yet, and the server keeps at most {most} {most:message|messages} for such ids");
}
