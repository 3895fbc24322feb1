namespace ChatServer.Admin;

/// <summary>Bounds of what administrators may send.</summary>
internal static class AdminLimits
{
    /// <summary>The longest content of a verb that has one, in bytes.</summary>
    public const int MaxContentBytes = 64 * 1024 * 1024;

    /// <summary>How long a verb may take. A slow hash and a slow disk are among it.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    /// <summary>How long a verb with a content may take, since each account of an import needs a slow hash, and one that reads or writes all data.</summary>
    public static readonly TimeSpan MaxLongTime = TimeSpan.FromHours(1);

    /// <summary>How long a verb may take.</summary>
    /// <param name="verb">The verb.</param>
    public static TimeSpan GetTime(AdminVerbDescription verb) => verb.HasContent || verb.MayTakeLong ? MaxLongTime : MaxTime;
}
