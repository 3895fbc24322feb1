using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatServer.Benchmarks.Load;

/// <summary>What the rounds of one store came to.</summary>
/// <param name="Store">The store.</param>
/// <param name="MessagesPerSecond">Median of the rounds.</param>
/// <param name="ServerMicroseconds">Median of the rounds: CPU time of the server for each message.</param>
/// <param name="Rounds">The rounds.</param>
internal sealed record RelayResult(string Store, double MessagesPerSecond, double ServerMicroseconds, IReadOnlyList<RelayMeasure> Rounds);

/// <summary>The result of <c>relay</c>.</summary>
/// <param name="Pairs">Senders, each with a receiver.</param>
/// <param name="Window">Messages under way for each.</param>
/// <param name="TextLength">Bytes of each text.</param>
/// <param name="Receipts">Whether senders waited for receipts.</param>
/// <param name="Results">One for each store.</param>
/// <param name="CpuRatio">CPU per message with a journal, divided by that without.</param>
/// <param name="FsyncsPerSecond">What the disk does if every message is flushed on its own.</param>
/// <param name="FactorOverFsync">Messages per second with a journal, divided by <paramref name="FsyncsPerSecond"/>.</param>
internal sealed record RelayReport(
    int Pairs, int Window, int TextLength, bool Receipts, IReadOnlyList<RelayResult> Results, double? CpuRatio, double? FsyncsPerSecond, double? FactorOverFsync)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes it for people.</summary>
    public void Write(TextWriter output)
    {
        foreach (RelayResult result in Results)
            output.WriteLine($"{result.Store,-8} {result.MessagesPerSecond,12:N0} messages/s {result.ServerMicroseconds,8:F2} µs of server CPU per message   (medians of {result.Rounds.Count})");
        if (CpuRatio != null)
            output.WriteLine($"journal / memory: {CpuRatio:F2} times the CPU per message");
        if (FactorOverFsync != null)
            output.WriteLine($"one fsync per message on this disk: {FsyncsPerSecond:N0}/s; the journal is {FactorOverFsync:F1} times as fast");
    }

    /// <summary>Writes it for programs.</summary>
    public void WriteJson(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));
}
