namespace SuperSocket.Common;

/// <summary>What the platform can do.</summary>
public static class Platform
{
    /// <summary>Whether Socket.IOControl takes Windows control codes.</summary>
    public static bool SupportSocketIOControlByCodeEnum => OperatingSystem.IsWindows();

    /// <summary>Whether the runtime is Mono: never.</summary>
    public static bool IsMono => false;
}
