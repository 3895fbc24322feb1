using System.Diagnostics;
using System.Globalization;
using ChatServer.Benchmarks.Server;
using TestKit;

namespace ChatServer.Benchmarks.Restarts;

/// <summary>
/// Restarts a server in order, again and again, while users write to each other. The listening socket stays open, as with socket activation of systemd. Checks
/// that no acknowledged message is lost or comes twice and that no connection is refused, and measures how long users had to wait.
/// </summary>
/// <param name="options">What to do.</param>
/// <param name="output">Receives the report.</param>
internal sealed class RestartRun(RestartOptions options, TextWriter output) : IDisposable
{
    private const int LoginsAtATime = 8;

    private static readonly TimeSpan MaxReturn = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly Workspace _workspace = new();
    private readonly InheritableSocket _socket = new();
    private readonly List<string> _violations = [];

    private string Launcher => Path.Combine(_workspace.Root, "launch");

    /// <summary>Runs.</summary>
    /// <returns>Whether everything held.</returns>
    public async Task<bool> RunAsync()
    {
        WriteFiles();
        using var end = new CancellationTokenSource();
        ServerProcess server = await StartAsync().ConfigureAwait(false);
        try
        {
            long started = Stopwatch.GetTimestamp();
            RestartUser[] users = await ConnectAsync().ConfigureAwait(false);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Print($"{users.Length} users have logged in within {seconds:F1} s; {options.Iterations} iterations for each password");
            using var probe = new ConnectProbe(_socket.EndPoint);
            TimeSpan interval = TimeSpan.FromSeconds((double)users.Length / options.Rate);
            Task[] sending = [.. users.Select((user, i) => user.SendAsync(interval, interval * i / users.Length, end.Token))];
            Print($"restart  server down  90 % back  all back  longest pause: median     p99  longest");
            for (int restart = 1; restart <= options.Restarts && _violations.Count == 0; restart++)
            {
                await Task.Delay(options.Between, end.Token).ConfigureAwait(false);
                server = await RestartAsync(server, users, restart).ConfigureAwait(false);
            }

            await Task.Delay(options.Between / 2, end.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sending).ConfigureAwait(false);
            await CheckAsync(users, probe).ConfigureAwait(false);
            await Task.WhenAll(users.Select(user => user.DisposeAsync().AsTask())).ConfigureAwait(false);
            await server.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            server.Dispose();
        }

        foreach (string violation in _violations)
            output.WriteLine("VIOLATION " + violation);
        return _violations.Count == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _workspace.Dispose();
    }

    private void WriteFiles()
    {
        // With an admin socket, for the drain.
        var configuration = new ServerConfiguration
        {
            Store = StoreKind.Journal,
            HasAccounts = true,
            HasLoginRate = false,
            ScrapeInterval = TimeSpan.FromSeconds(1),
        };
        int memory = options.HasRestartMemory ? 300 : 0;
        string accounts = string.Create(CultureInfo.InvariantCulture, $"iterations=\"{options.Iterations}\" restartMemory=\"{memory}\"");
        string text = configuration.ToXml().Replace("iterations=\"1000\"", accounts, StringComparison.Ordinal);
        int port = text.IndexOf("port=\"0\"", StringComparison.Ordinal);
        string own = string.Create(CultureInfo.InvariantCulture, $"port=\"{_socket.EndPoint.Port}\"");
        text = string.Concat(text.AsSpan(0, port), own, text.AsSpan(port + "port=\"0\"".Length));
        File.WriteAllText(_workspace.ConfigurationFile, text);
        string program = options.Server ?? ServerProcess.BuiltProgram;
        string command = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? $"'{ChildProcess.DotNet}' '{program}'" : $"'{program}'";
        File.WriteAllText(Launcher, $"#!/bin/bash\n{_socket.Shell} {command} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Launcher, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<ServerProcess> StartAsync()
    {
        var server = new ServerProcess(_workspace.ConfigurationFile, Launcher);
        await server.ReadyAsync().ConfigureAwait(false);
        return server;
    }

    private async Task<RestartUser[]> ConnectAsync()
    {
        var users = new RestartUser[options.Users];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, users.Length),
            new ParallelOptions { MaxDegreeOfParallelism = LoginsAtATime },
            async (i, _) => users[i] = await RestartUser.ConnectAsync(_socket.EndPoint, $"user{i}").ConfigureAwait(false)).ConfigureAwait(false);
        for (int i = 0; i < users.Length; i += 2)
            RestartUser.Pair(users[i], users[i + 1]);
        return users;
    }

    private async Task<ServerProcess> RestartAsync(ServerProcess server, RestartUser[] users, int restart)
    {
        foreach (RestartUser user in users)
            user.ResetPause();
        long begin = Stopwatch.GetTimestamp();
        if (options.Drain > 0)
            await DrainAsync().ConfigureAwait(false);
        await server.StopAsync().ConfigureAwait(false);
        server.Dispose();
        long stopped = Stopwatch.GetTimestamp();
        server = await StartAsync().ConfigureAwait(false);
        TimeSpan down = Stopwatch.GetElapsedTime(begin);

        TimeSpan? most = null;
        while (!users.All(user => user.IsBackSince(stopped)))
        {
            if (most == null && users.Count(user => user.IsBackSince(stopped)) >= users.Length * 9 / 10)
                most = Stopwatch.GetElapsedTime(begin);
            if (Stopwatch.GetElapsedTime(begin) > MaxReturn)
            {
                _violations.Add($"restart {restart}: {users.Count(user => !user.IsBackSince(stopped))} users are not back after {MaxReturn.TotalSeconds} s");
                break;
            }

            await Task.Delay(Poll).ConfigureAwait(false);
        }

        TimeSpan all = Stopwatch.GetElapsedTime(begin);
        TimeSpan[] pauses = [.. users.Select(user => user.LongestPause).Order()];
        double[] seconds = [.. new[] { pauses.Length / 2, pauses.Length * 99 / 100, pauses.Length - 1 }.Select(index => pauses[index].TotalSeconds)];
        string back = string.Create(CultureInfo.InvariantCulture, $"{(most ?? all).TotalSeconds,7:F1} s  {all.TotalSeconds,6:F1} s");
        Print($"{restart,7}  {down.TotalSeconds,9:F1} s  {back}  {seconds[0],20:F1} s  {seconds[1],4:F1} s  {seconds[2],5:F1} s");
        return server;
    }

    private async Task DrainAsync()
    {
        string within = options.Drain.ToString(CultureInfo.InvariantCulture);
        string[] arguments = [ServerProcess.BuiltProgram, "admin", "drain", "--within", within, "--config", _workspace.ConfigurationFile];
        (int exitCode, _, string[] errors) = await ChildProcess.Run(ChildProcess.DotNet, arguments).ConfigureAwait(false);
        if (exitCode != 0)
            _violations.Add($"the server was not drained: {string.Join(' ', errors)}");
    }

    private async Task CheckAsync(RestartUser[] users, ConnectProbe probe)
    {
        // What was acknowledged last is still on its way.
        long begin = Stopwatch.GetTimestamp();
        int lost;
        while ((lost = users.Sum(user => user.CountLost())) > 0 && Stopwatch.GetElapsedTime(begin) < MaxReturn / 10)
            await Task.Delay(Poll).ConfigureAwait(false);
        long duplicates = users.Sum(user => user.Duplicates);
        int acknowledged = users.Sum(user => user.Acknowledged);
        Print($"{acknowledged} messages acknowledged, {lost} of them lost, {duplicates} came twice; {probe.Attempts} connects tried, {probe.Refused} refused");
        if (lost > 0)
            _violations.Add($"{lost} acknowledged messages are lost");
        if (duplicates > 0)
            _violations.Add($"{duplicates} messages came twice");
        if (probe.Refused > 0)
            _violations.Add($"{probe.Refused} of {probe.Attempts} connects were refused");
    }

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
