using System.Reflection;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Start;

/// <summary>What the program says about itself.</summary>
internal static class Usage
{
    /// <summary>Prints the options.</summary>
    public static int Print(IReadOnlyList<string> args)
    {
        Console.WriteLine(TerminalLanguage.Choose(args, Environment.GetEnvironmentVariable).Usage);
        return ExitCodes.Done;
    }

    /// <summary>Prints the version.</summary>
    public static int PrintVersion()
    {
        Console.WriteLine(typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
        return ExitCodes.Done;
    }
}
