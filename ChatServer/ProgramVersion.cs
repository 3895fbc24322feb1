using System.Reflection;

namespace ChatServer;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>The version without the commit, for example <c>1.0.0</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];
}
