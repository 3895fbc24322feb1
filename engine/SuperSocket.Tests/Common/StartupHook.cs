using SuperSocket.Common;

/// <summary>
/// Looks up a type in a process of its own. A test host finds every assembly next to it, so only a plain process shows what the
/// library itself finds. The runtime calls this class, which must have this name, before Main.
/// </summary>
internal static class StartupHook
{
    public const string TypeVariable = "SUPERSOCKET_TESTS_TYPE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(TypeVariable) is { } type)
            Console.Write($"{Type.GetType(type)?.FullName ?? "nothing"}, {AssemblyUtil.GetType(type, false, false)?.FullName ?? "nothing"}");
    }
}
