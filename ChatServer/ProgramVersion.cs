using System.Reflection;

namespace ChatServer;

/// <summary>The name and the version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>The name of the program.</summary>
    public const string Name = "ChatServer";

    /// <summary>The version without the commit, for example <c>1.0.0</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];
}
