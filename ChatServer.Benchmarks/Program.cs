using System.Net.Sockets;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Disk;
using ChatServer.Benchmarks.Group;
using ChatServer.Benchmarks.Hostile;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Store;
using ChatServer.Benchmarks.Torture;

const int Held = 0;
const int Violated = 1;
const int WrongArguments = 2;

// SIGTERM ends us here; Ctrl-C reaches the servers, too.
AppDomain.CurrentDomain.ProcessExit += (_, _) => ServerProcess.KillAll();
try
{
    string command = args.Length == 0 ? "--help" : args[0];
    if (command is "--help" or "-h" || args.Contains("--help"))
    {
        Console.WriteLine(Usage.Text);
        return Held;
    }

    var arguments = new Arguments(args.AsSpan(1));
    bool held = command switch
    {
        "torture" => await TortureAsync(arguments),
        "relay" => await new RelayRun(RelayOptions.Parse(arguments), Console.Out).RunAsync(),
        "group" => await new GroupRun(GroupOptions.Parse(arguments), Console.Out).RunAsync(),
        "store" => await StoreAsync(arguments),
        "hostile" => await new HostileRun(HostileOptions.Parse(arguments), Console.Out).RunAsync(),
        "fsync" => FsyncRun.Run(arguments, Console.Out),
        _ => throw new UsageException($"'{command}' is not a command."),
    };
    return held ? Held : Violated;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}{Environment.NewLine}{Environment.NewLine}{Usage.Text}");
    return WrongArguments;
}
catch (Exception e) when (e is IOException or SocketException or ServerFailedException)
{
    Console.WriteLine($"VIOLATION {e.Message}");
    return Violated;
}

static async Task<bool> TortureAsync(Arguments arguments)
{
    using var torture = new TortureRun(TortureOptions.Parse(arguments), Console.Out);
    return await torture.RunAsync();
}

static async Task<bool> StoreAsync(Arguments arguments)
{
    using var store = new StoreRun(StoreOptions.Parse(arguments), Console.Out);
    return await store.RunAsync();
}
