using System.Reflection;

namespace ChatServer.Terminal.Start;

/// <summary>What the program says about itself.</summary>
internal static class Usage
{
    /// <summary>The version.</summary>
    public static string Version { get; } =
        typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
