namespace SuperSocket.Benchmarks;

/// <summary>
/// A server of messages: four bytes of length, most significant first, then the body. A body that begins with B goes to all clients, any other one back.
/// </summary>
internal interface IBenchmarkServer : IDisposable
{
    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <returns>The port.</returns>
    Task<int> StartAsync();
}

/// <summary>The servers.</summary>
internal static class Servers
{
    /// <summary>Their names. An echo sends bytes back as they come; a framed server reads messages.</summary>
    public static readonly string[] Kinds = ["supersocket-echo", "kestrel-echo", "dotnetty-echo", "supersocket-framed", "kestrel-framed", "dotnetty-framed"];

    public static IBenchmarkServer Create(string kind) => kind switch
    {
        "supersocket-echo" => new EngineServer(isFramed: false),
        "supersocket-framed" => new EngineServer(isFramed: true),
        "kestrel-echo" => new KestrelServer(isFramed: false),
        "kestrel-framed" => new KestrelServer(isFramed: true),
        "dotnetty-echo" => new DotNettyServer(isFramed: false),
        "dotnetty-framed" => new DotNettyServer(isFramed: true),
        _ => throw new ArgumentException($"There is no server {kind}; there are {string.Join(", ", Kinds)}."),
    };
}
