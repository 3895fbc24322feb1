namespace ChatServer.Core.Users;

/// <summary>
/// Ids that users cannot register, because other users would take them for the server or its admin. The admin can create them. Lookalikes
/// of these ids, and variants with _ . - @ around or inside, are reserved too. Immutable.
/// </summary>
public sealed class ReservedIds
{
    private static readonly string[] Words =
    [
        "admin", "administrator", "root", "system", "sysop", "sysadmin", "server", "chatserver", "operator", "moderator", "official", "security", "support", "staff",
        "管理员", "管理員", "系统管理员", "系統管理員", "超级管理员", "系统", "系統", "系统消息", "系统通知", "服务器", "伺服器", "官方", "客服", "在线客服", "客户服务", "版主", "站长", "运营", "安全中心",
    ];

    private readonly HashSet<string> _looks = [];

    /// <summary>Reserves the usual words and additional ids.</summary>
    /// <param name="more">The additional ids.</param>
    public ReservedIds(IEnumerable<string> more)
    {
        foreach (string word in Words.Concat(more))
        {
            (string asItIs, string folded) = Lookalikes.Looks(WithoutSigns(word));
            _looks.Add(asItIs);
            _looks.Add(folded);
        }
    }

    /// <summary>Whether an id is reserved.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool Has(string id)
    {
        (string asItIs, string folded) = Lookalikes.Looks(WithoutSigns(id));
        return _looks.Contains(asItIs) || _looks.Contains(folded);
    }

    private static string WithoutSigns(string id) => string.Concat(id.Where(c => c is not ('_' or '.' or '-' or '@')));
}
