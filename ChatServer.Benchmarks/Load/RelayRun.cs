using ChatServer.Benchmarks.Disk;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// The command <c>relay</c>: pairs send messages as fast as the server relays them. The stores are measured in turns, against servers that run side by side and of which
/// only one has something to do, so that what disturbs the machine disturbs both.
/// </summary>
internal sealed class RelayRun(RelayOptions options, TextWriter output)
{
    private static readonly TimeSpan FsyncTime = TimeSpan.FromSeconds(1);

    private readonly List<double> _fsyncs = [];

    /// <summary>Measures and reports.</summary>
    public async Task<bool> RunAsync()
    {
        output.WriteLine($"relay: {options.Pairs} pairs, {options.Window} messages of {options.TextLength} bytes under way for each, receipts {(options.Receipts ? "on" : "off")}, over {options.Transport}, {options.Rounds} rounds of {options.Time.TotalSeconds} s");
        var subjects = new List<RelaySubject>();
        try
        {
            foreach (StoreKind store in options.Stores)
            {
                subjects.Add(new RelaySubject(store, options.Server));
                await subjects[^1].StartAsync(options).ConfigureAwait(false);
            }

            for (int round = 1; round <= options.Rounds; round++)
            {
                if (options.Stores.Contains(StoreKind.Journal))
                    _fsyncs.Add(FsyncProbe.Measure(subjects[^1].Workspace.Root, FsyncTime).PerSecond);
                foreach (RelaySubject subject in subjects)
                    Measure(subject, round);
            }

            RelayReport report = Report(subjects);
            report.Write(output);
            if (options.JsonFile != null)
                report.WriteJson(options.JsonFile);
            foreach (string line in subjects.SelectMany(subject => subject.Errors).Take(20))
                output.WriteLine($"the server said: {line}");
            return true;
        }
        finally
        {
            subjects.ForEach(subject => subject.Dispose());
        }
    }

    private void Measure(RelaySubject subject, int round)
    {
        RelayMeasure measure = subject.Measure(options.Time);
        output.WriteLine($"  round {round} {subject.Store,-8} {measure.MessagesPerSecond,12:N0} messages/s {measure.ServerMicroseconds,8:F2} µs server {measure.LoadMicroseconds,8:F2} µs load generator");
    }

    private RelayReport Report(List<RelaySubject> subjects)
    {
        RelayResult[] results = [.. subjects.Select(subject => new RelayResult(
            subject.Store.ToString(),
            Median.Of(subject.Measures.Select(measure => measure.MessagesPerSecond)),
            Median.Of(subject.Measures.Select(measure => measure.ServerMicroseconds)),
            subject.Measures))];
        double? fsyncs = _fsyncs.Count == 0 ? null : Median.Of(_fsyncs);
        return new RelayReport(
            options.Pairs, options.Window, options.TextLength, options.Receipts, results,
            results.Length == 2 ? results[1].ServerMicroseconds / results[0].ServerMicroseconds : null,
            fsyncs,
            results[^1].MessagesPerSecond / fsyncs);
    }
}
