using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Logging;

namespace ChatServer.Telemetry;

/// <summary>
/// The meter <c>ChatServer</c>: every metric of the chat. Nearly all numbers are counted in <c>ChatServer.Core</c> where they arise, and read here when
/// somebody asks; a flush of the journal is recorded while somebody listens. docs/metrics.md explains each metric.
/// </summary>
internal sealed class ChatMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = ProgramVersion.Name;

    /// <summary>Boundaries of the durations of flushes, in seconds.</summary>
    public static readonly double[] FlushSeconds = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    /// <summary>Boundaries of the numbers of records that share a flush.</summary>
    public static readonly long[] BatchRecords = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000];

    private readonly Meter _meter;
    private readonly LocalChat _chat;
    private readonly IJournalFigures? _journal;
    private readonly DatabaseMetrics? _database;
    private Histogram<double>? _flushDuration;
    private Histogram<long>? _batchRecords;

    /// <summary>Shows the numbers of a chat until it is disposed of.</summary>
    /// <param name="chat">The chat, which becomes the scope of the meter.</param>
    /// <param name="limits">How much it keeps at most, now.</param>
    /// <param name="addresses">The connections of each address.</param>
    public ChatMetrics(LocalChat chat, Func<StoreLimits> limits, AddressTable addresses)
    {
        _chat = chat;
        _journal = chat.Store.Figures;
        _meter = new Meter(new MeterOptions(MeterName) { Scope = chat });
        AddUsers(addresses);
        AddMessages(limits);
        AddJournal();
        if (chat.Store.DatabaseFigures is { } database)
            _database = new DatabaseMetrics(_meter, database);
        AddProcess();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_journal != null)
            _journal.Flushed -= OnFlushed;
        _database?.Dispose();
        _meter.Dispose();
    }

    private void AddUsers(AddressTable addresses)
    {
        ChatService chat = _chat.Chat;
        AccountService accounts = _chat.Accounts;
        Level("chat.users.online", "{user}", "Users who are logged in.", () => chat.LocalOnlineCount);
        Level("chat.users.known", "{user}", "Users who are logged in, have unconfirmed messages or are in a group.", () => chat.KnownCount);
        Level("chat.accounts", "{account}", "Accounts.", () => accounts.Count);
        Level("chat.groups", "{group}", "Groups with members.", () => chat.GroupCount);
        Level("chat.hashes.waiting", "{hash}", "Password hashes that wait for a thread.", () => accounts.WaitingHashes);
        Count("chat.logins", "{login}", "Logins by their result.", () => LoginResults.Read(_chat.Logins, addresses));
        Count("chat.connections.refused", "{connection}", "Connections over maxConnectionsPerAddress, which were closed.", () => addresses.RefusedConnections);
    }

    private void AddMessages(Func<StoreLimits> limits)
    {
        ChatService chat = _chat.Chat;
        MessageCounts counts = chat.Counts;
        Count("chat.messages.stored", "{message}", "Messages that were stored.", () => MessageResults.ReadStored(counts));
        Count("chat.messages.delivered", "{message}", "Messages that were sent to a connection of a recipient.", () => MessageResults.ReadDelivered(counts));
        Count("chat.messages.confirmed", "{message}", "Messages that their recipients confirmed.", () => counts.Confirmed);
        Count("chat.messages.expired", "{message}", "Messages that nobody confirmed in time.", () => counts.Expired);
        Count("chat.messages.purged", "{message}", "Messages that an admin removed.", () => counts.Purged);
        Count("chat.messages.recalled", "{message}", "Messages that their senders recalled.", () => counts.Recalled);
        Count("chat.messages.refused", "{message}", "Messages that were not stored.", () => MessageResults.ReadRefused(counts));
        Level("chat.messages.unconfirmed", "{message}", "Messages that wait for their confirmation.", () => chat.StoredCount);
        Level("chat.messages.unconfirmed.limit", "{message}", "The limit maxMessages.", () => limits().MaxMessages);
        Level("chat.messages.unknown", "{message}", "Unconfirmed messages to ids without an account.", () => chat.UnknownCount);
        Level("chat.characters.unconfirmed", "{character}", "Characters that count towards maxCharacters.", () => chat.StoredCharacters);
        Level("chat.characters.unconfirmed.limit", "{character}", "The limit maxCharacters.", () => limits().MaxCharacters);
    }

    // The clock of the system is asked once, so that a change of it does not change the uptime.
    private void AddProcess()
    {
        using var process = Process.GetCurrentProcess();
        double before = (DateTime.Now - process.StartTime).TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        _meter.CreateObservableGauge("chat.uptime", () => before + Stopwatch.GetElapsedTime(start).TotalSeconds, "s", "Time since the start of the process.");
        DateTime then = DateTime.UtcNow;
        _meter.CreateObservableGauge(
            "chat.clock.offset",
            () => (DateTime.UtcNow - then - Stopwatch.GetElapsedTime(start)).TotalSeconds,
            "s",
            "How far the system's clock has moved against the monotonic clock since the start.");
        Count("chat.log.dropped", "{line}", "Lines of standard output and standard error that were dropped.", () => OutputQueue.DroppedCount);
        _meter.CreateObservableGauge("chat.memory.short", () => _chat.Chat.IsMemoryShort ? 1 : 0, null, "1 while memory is short, else 0.");
    }

    // Another store has none of these.
    private void AddJournal()
    {
        if (_journal is not { } journal)
            return;
        _flushDuration = _meter.CreateHistogram(
            "chat.journal.flush.duration",
            "s",
            "Time that the system took to make records durable.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = FlushSeconds });
        _batchRecords = _meter.CreateHistogram(
            "chat.journal.batch.records",
            "{record}",
            "Records that shared one flush (group commit).",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = BatchRecords });
        journal.Flushed += OnFlushed;
        Count("chat.journal.records", "{record}", "Records that were appended.", () => journal.RecordCount);
        Count("chat.journal.written", "By", "Bytes that were written and are durable.", () => journal.WrittenBytes);
        Count("chat.journal.compactions", "{compaction}", "Compactions.", () => journal.CompactionCount);
        Level("chat.journal.waiting", "By", "Bytes that wait for the disk.", () => journal.WaitingBytes);
        Level("chat.journal.size", "By", "Bytes of all files of the journal.", () => journal.SizeBytes);
        _meter.CreateObservableGauge("chat.journal.disk.free", () => ReadFree(journal), "By", "Free bytes of the disk of the journal.");
        _meter.CreateObservableGauge("chat.journal.failing", () => journal.IsFailing ? 1 : 0, null, "1 while the journal cannot be written, else 0.");
    }

    private void OnFlushed(StoreFlush flush)
    {
        _flushDuration!.Record(flush.Duration.TotalSeconds);
        _batchRecords!.Record(flush.Records);
    }

    // A number that only grows.
    private void Count(string name, string unit, string description, Func<long> read) => _meter.CreateObservableCounter(name, read, unit, description);

    private void Count(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read)
        => _meter.CreateObservableCounter(name, read, unit, description);

    // A number that rises and falls, and that adds up over several processes.
    private void Level(string name, string unit, string description, Func<long> read) => _meter.CreateObservableUpDownCounter(name, read, unit, description);

    private static IEnumerable<Measurement<long>> ReadFree(IJournalFigures journal)
    {
        if (journal.FreeBytes != long.MaxValue)
            yield return new Measurement<long>(journal.FreeBytes);
    }
}
