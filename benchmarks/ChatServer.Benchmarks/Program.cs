using System.ComponentModel;
using System.Runtime.InteropServices;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Disk;
using ChatServer.Benchmarks.Growth;
using ChatServer.Benchmarks.Hostile;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Restarts;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Torture;
using ChatServer.Benchmarks.Torture.Cluster;
using ChatServer.Benchmarks.Workloads;

const int Held = 0;
const int Violated = 1;
const int WrongArguments = 2;

// A signal ends us without ProcessExit, and the servers would go on; only Ctrl-C at a terminal reaches them, too.
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End());
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => End());
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => End());
AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
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
        "hostile" => await new HostileRun(HostileOptions.Parse(arguments), Console.Out).RunAsync(),
        "growth" => await GrowAsync(arguments),
        "restarts" => await RestartsAsync(arguments),
        "fsync" => FsyncRun.Run(arguments, Console.Out),
        _ => await new LoadRun(WorkloadCatalog.Plan(command, arguments), Console.Out, Progress.OfProcess()).RunAsync(),
    };
    return held ? Held : Violated;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync($"{e.Message} --help lists everything.");
    return WrongArguments;
}
catch (Exception) when (ServerProcess.IsEnding)
{
    // What a run says of servers that are killed under it says nothing.
    return Violated;
}
catch (Exception e) when (e is IOException or Win32Exception or UnauthorizedAccessException or ServerFailedException)
{
    Console.WriteLine($"VIOLATION {e.Message}");
    return Violated;
}

static void End()
{
    ServerProcess.KillAll();
    Workspace.DeleteAll();
}

static async Task<bool> TortureAsync(Arguments arguments)
{
    TortureOptions options = TortureOptions.Parse(arguments);
    if (options.Nodes > 0)
        return await new ClusterTortureRun(options, Console.Out).RunAsync();
    using var torture = new TortureRun(options, Console.Out);
    return await torture.RunAsync();
}

static Task<bool> GrowAsync(Arguments arguments)
{
    GrowthOptions options = GrowthOptions.Parse(arguments);
    return options.Nodes.Count > 0
        ? new NodesRun(options, Console.Out, Progress.OfProcess()).RunAsync()
        : new GrowthRun(options, Console.Out, Progress.OfProcess()).RunAsync();
}

static async Task<bool> RestartsAsync(Arguments arguments)
{
    using var restarts = new RestartRun(RestartOptions.Parse(arguments), Console.Out);
    return await restarts.RunAsync();
}
