namespace ChatServer.Protocol.Replies;

/// <content>Groups and messages to groups.</content>
public static partial class Replies
{
    public static ReplyDefinition<string, long> Joined { get; } = new(220, "joined", "group", "count",
        "您在群 {group} 里,共 {count} 人",
        "You are in {group}, with {count} {count:member|members}");

    public static ReplyDefinition<string> Left { get; } = new(221, "left", "group",
        "您已退出群 {group}",
        "You have left {group}");

    public static ReplyDefinition<string, string> MemberJoined { get; } = new(222, "member-joined", "group", "id",
        "{id} 加入了群 {group}",
        "{id} joined {group}");

    public static ReplyDefinition<string, string> MemberLeft { get; } = new(223, "member-left", "group", "id",
        "{id} 退出了群 {group}",
        "{id} left {group}");

    public static ReplyDefinition<string, long, IdList, IdList> Members { get; } = new(
        224, "members", "group", "count", "online", "offline",
        "群 {group} 共 {count} 人,在线:{online};离线:{offline}",
        "{group} has {count} {count:member|members}, online: {online}; offline: {offline}");

    public static ReplyDefinition<long, GroupList> Groups { get; } = new(225, "groups", "count", "groups",
        "您在 {count} 个群里{groups}",
        "You are in {count} {count:group|groups}{groups}");

    public static ReplyDefinition<string, Guid, long, IdList> NotForAll { get; } = new(226, "not-for-all", "group", "id", "count", "ids",
        "群 {group} 有 {count} 人收不到,他们的未确认消息太多:{ids} {id}",
        "{count} {count:member|members} of {group} {count:does|do} not get it because of too many unconfirmed messages: {ids} {id}");

    public static ReplyDefinition<string, Guid> GroupConfirmed { get; } = new(228, "group-confirmed", "group", "id",
        "群 {group} 的人都已确认 {id}",
        "Everybody in {group} confirmed {id}");

    public static ReplyDefinition<string, Guid> GroupGivenUp { get; } = new(229, "group-given-up", "group", "id",
        "群 {group} 有人一直没有确认,已放弃 {id}",
        "Some in {group} never confirmed, given up {id}");

    public static ReplyDefinition<string, long, long> MembersChanged { get; } = new(240, "members-changed", "group", "joined", "left",
        "群 {group} 有 {joined} 人加入,{left} 人退出",
        "{joined} joined and {left} left {group}");

    public static ReplyDefinition<string> NotAMember { get; } = new(407, "not-a-member", "group",
        "您不在群 {group} 里,请先 Join {group}",
        "You are not in {group}; Join {group} first");

    public static ReplyDefinition<string> NobodyElse { get; } = new(408, "nobody-else", "group",
        "消息未保存:群 {group} 里没有别人",
        "Not stored: nobody else is in {group}");

    public static ReplyDefinition<long> TooManyGroups { get; } = new(422, "too-many-groups", "most",
        "未加入:您最多可以在 {most} 个群里",
        "Not joined: you may be in at most {most} {most:group|groups}");

    public static ReplyDefinition<string, long> GroupFull { get; } = new(423, "group-full", "group", "most",
        "未加入:群 {group} 已满,最多 {most} 人",
        "Not joined: {group} is full, at most {most} {most:member|members}");

    public static PlainReply TooManyMemberships { get; } = new(512, "too-many-memberships",
        "未加入:服务器上群的成员太多",
        "Not joined: the server has too many members of groups");

    public static ReplyDefinition<long> TooManyMembershipsOfAddress { get; } = new(514, "too-many-memberships-of-address", "most",
        "未加入:来自您的地址的用户加入的群太多,总共最多 {most} 个",
        "Not joined: users from your address have too many memberships, at most {most}");
}
