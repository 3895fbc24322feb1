using System.Diagnostics;
using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <content>Collects records; contains the thread that stores them.</content>
public sealed partial class PostgresStore
{
    // If more bytes than this wait for the database, senders wait.
    private const int MaxWaitingBytes = 32 * 1024 * 1024;

    // Maximum number of rows of a batch. A single message to a large group may have more.
    private const int MaxRows = 50_000;

    // Maximum delay of records without an observer, while no other node waits for them.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMilliseconds(500);

    // Wake the writer for records and for the end. They are never disposed of, because records may arrive after the end.
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEvent _end = new(initialState: false);

    // Guards the fields below. A leaf lock: no other lock is taken under it, and only methods of the events are called under it.
    private readonly Lock _lock = new();
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private Queue<BatchItem> _filling = new();
    private long _fillingBytes;
    private long _inFlightBytes;
    private long _appended = IStore.PositionOfRead;
    private long _taken = IStore.PositionOfRead;
    private long _durable = IStore.PositionOfRead;
    private bool _hurry;
    private bool _writerWaits;
    private bool _stopping;
    private volatile bool _behind;
    private volatile bool _hasOthers;
    private TaskCompletionSource? _ready;

    // Used only by the writer thread.
    private readonly List<BatchItem> _batch = [];
    private readonly BatchArrays _arrays = new();
    private readonly BatchCodec _codec = new();
    private long _batchLast;
    private long _number;
    private IReadOnlyDictionary<int, long> _after = new Dictionary<int, long>();
    private byte[]? _data;
    private bool _isPrepared;
    private BatchResult? _result;
    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _flush;

    /// <summary>What became of a batch.</summary>
    /// <param name="Moved">Actors whose users were logged in elsewhere. Their items were not stored.</param>
    /// <param name="Lost">Operations on accounts that existed already.</param>
    private sealed record BatchResult(int[] Moved, int[] Lost);

    /// <summary>Bytes of records that are not yet committed.</summary>
    internal long WaitingBytes
    {
        get
        {
            lock (_lock)
                return _fillingBytes + _inFlightBytes;
        }
    }

    private void AppendForOthers(in BatchItem item)
    {
        lock (_lock)
            Append(item);
    }

    // Call it under the lock.
    private long Append(in BatchItem item)
    {
        _filling.Enqueue(item);
        _fillingBytes += item.Bytes;
        if (_fillingBytes + _inFlightBytes > MaxWaitingBytes)
            _behind = true;
        if (_writerWaits)
            WakeWriter();
        return ++_appended;
    }

    private void WakeWriter()
    {
        _writerWaits = false;
        _wake.Set();
    }

    // One round: waits for records and stores them. Returns false at the end.
    private bool WriteNext()
    {
        if (_batch.Count == 0 && !TryTakeBatch())
            return false;
        long start = Environment.TickCount64;
        Volatile.Write(ref _flushStarted, start);
        Connect();
        if (_batch.Count > 0)
            StoreBatch();
        else
            Renew();
        Volatile.Write(ref _renewed, start);
        Volatile.Write(ref _flushStarted, 0);
        if (_failure != null)
            Recovered();
        return true;
    }

    // Waits until there are records to store, or until the node's row must be renewed. Returns false at the end.
    private bool TryTakeBatch()
    {
        WaitForRecords();
        lock (_lock)
        {
            int rows = 0;
            while (rows < MaxRows && _filling.TryDequeue(out BatchItem item))
            {
                _batch.Add(item);
                rows += 1 + (item.Record.Recipients?.Count ?? 0);
                _fillingBytes -= item.Bytes;
                _inFlightBytes += item.Bytes;
            }

            _taken += _batch.Count;
            _batchLast = _taken;
            _hurry = _filling.Count > 0;
            return _batch.Count > 0 || !_stopping;
        }
    }

    private void WaitForRecords()
    {
        if (MustWaitForFirst())
            _wake.WaitOne(HeartbeatInterval);

        long start = Stopwatch.GetTimestamp();
        while (MayWaitForMore())
        {
            TimeSpan left = Patience - Stopwatch.GetElapsedTime(start);
            if (left < TimeSpan.FromMilliseconds(1))
                return;

            // Now only an early flush or the end wakes the writer.
            _wake.WaitOne(left);
        }
    }

    private bool MustWaitForFirst()
    {
        lock (_lock)
            return _writerWaits = _filling.Count == 0 && !_stopping;
    }

    private bool MayWaitForMore()
    {
        lock (_lock)
            return !_hurry && !_stopping && !_hasOthers && _filling.Count is > 0 and < MaxRows;
    }

    private void StoreBatch()
    {
        if (!_isPrepared)
        {
            _number++;
            _arrays.Fill(_batch);
            _after = _applied.TakeChanged();
            _data = _hasOthers ? _codec.Encode(_batch, _arrays.Actors) : null;
            _isPrepared = true;
        }

        // Whether the batch was stored is not known after a broken connection: Connect has found it out then.
        _result ??= Flush();
        ProcessResult(_result);
        Committed();
    }

    private BatchResult Flush()
    {
        try
        {
            return Execute();
        }
        catch (PostgresException e) when (e.SqlState == "CH003")
        {
            // A node has started meanwhile.
            _hasOthers = true;
            _data = _codec.Encode(_batch, _arrays.Actors);
            return Execute();
        }
    }

    private BatchResult Execute()
    {
        long start = Stopwatch.GetTimestamp();
        _arrays.SetParameters(_flush!, _node, _number, _after, _data);
        using NpgsqlDataReader reader = _flush!.ExecuteReader();
        reader.Read();
        _figures.AddFlush(new StoreFlush(Stopwatch.GetElapsedTime(start), _batch.Count));
        return ReadResult(reader, 0);
    }

    private static BatchResult ReadResult(NpgsqlDataReader reader, int column)
        => new(
            reader.IsDBNull(column) ? [] : reader.GetFieldValue<int[]>(column),
            reader.IsDBNull(column + 1) ? [] : reader.GetFieldValue<int[]>(column + 1));

    private void Committed()
    {
        BatchItem[] logouts = [.. _batch.Where(item => item.Kind == ItemKind.LoggedOut)];
        long last = _batchLast;
        BatchResult result = _result!;
        byte[]? data = _data;
        _batch.Clear();
        _isPrepared = false;
        _result = null;
        bool isReady;
        lock (_lock)
        {
            _inFlightBytes = 0;
            Volatile.Write(ref _durable, last);
            isReady = _behind && _fillingBytes < MaxWaitingBytes / 2;
            if (isReady)
                _behind = false;
        }

        if (isReady)
            TellReady();
        _waiters.Release(last);
        if (data != null)
            _links?.Send(new StoredBatch(_node, _number, _after, result.Moved, data));
        if (logouts.Length > 0)
            _logins!.AddLogouts(logouts);
        _data = null;
    }

    private void TellReady()
    {
        TaskCompletionSource? ready;
        lock (_lock)
        {
            ready = _ready;
            _ready = null;
        }

        ready?.SetResult();
    }
}
