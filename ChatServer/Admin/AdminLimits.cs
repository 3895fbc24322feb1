namespace ChatServer.Admin;

/// <summary>Bounds of what administrators may send.</summary>
internal static class AdminLimits
{
    /// <summary>The longest content of a verb that has one, in bytes.</summary>
    public const int MaxContentBytes = 64 * 1024 * 1024;
}
