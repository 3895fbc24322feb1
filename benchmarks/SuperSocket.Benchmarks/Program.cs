using System.Globalization;

namespace SuperSocket.Benchmarks;

/// <summary>
/// <c>run [--seconds N] [--warm-up N] [--connections N] [--idle N] [--rounds N]</c> measures all servers in turns, each in a process of its own.
/// <c>serve KIND</c> is such a server; it prints its port and ends with its input.
/// </summary>
internal static class Program
{
    /// <summary>What stands before the port in the output of a server.</summary>
    public const string Listening = "port ";

    private static async Task<int> Main(string[] args)
    {
        if (args is ["serve", var kind])
        {
            using IBenchmarkServer server = Servers.Create(kind);
            Console.WriteLine(Listening + await server.StartAsync());
            await Console.In.ReadToEndAsync();
            return 0;
        }

        if (args.Length == 0 || args[0] != "run")
        {
            await Console.Error.WriteLineAsync("run [--seconds N] [--warm-up N] [--connections N] [--idle N] [--rounds N]");
            return 2;
        }

        var options = new RunOptions(
            Seconds: Number(args, "--seconds", 5),
            WarmUp: Number(args, "--warm-up", 10),
            Connections: Number(args, "--connections", 32),
            Idle: Number(args, "--idle", 2000),
            Rounds: Number(args, "--rounds", 3));
        await new BenchmarkRun(options).RunAsync();
        return 0;
    }

    private static int Number(string[] args, string name, int otherwise)
    {
        int place = Array.IndexOf(args, name);
        return place < 0 ? otherwise : int.Parse(args[place + 1], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
