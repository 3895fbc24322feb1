using System.Diagnostics;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <content>Filtering received blocks and executing their requests.</content>
public abstract partial class AppSession<TAppSession, TRequestInfo> : IRequestReader
{
    private const int MaxRequestsWithoutBytes = 100_000;

    private IReceiveFilter<TRequestInfo> _receiveFilter = null!;
    private int _requestsWithoutBytes;

    // In ms, as Environment.TickCount64 has it; 0 for not known.
    private long _requestStart;
    private long _requestEnd;

    // Handled, and not counted by the server yet.
    private int _uncounted;
    private bool _measuresNext;

    private volatile Task _pending = Task.CompletedTask;

    // Bytes of the request that is being received: what a filter that buffers elsewhere cannot hide.
    private long _requestLength;

    Task IRequestReader.Pending => _pending;

    Task IRequestReader.WhenAllAnsweredAsync() => WhenAllAnsweredAsync();

    /// <summary>
    /// Our extension: the next request of this session waits until a task has ended. To be called while a request is handled; other sessions
    /// go on, and no thread is held.
    /// </summary>
    /// <param name="until">The task; how it ends does not matter.</param>
    public void HoldRequests(Task until)
    {
        // An asynchronous command may go on, and hold requests, before the thread that started it has written that they wait for it.
        Task more = Observe(until);
        Task pending, all;
        do
        {
            pending = _pending;
            all = pending.IsCompleted ? more : Task.WhenAll(pending, more);
        }
        while (Interlocked.CompareExchange(ref _pending, all, pending) != pending);
    }

    /// <summary>Our extension: whether the next request waits for something: for an asynchronous command, or as <see cref="HoldRequests"/> says.</summary>
    public bool IsHoldingRequests => !_pending.IsCompleted;

    /// <summary>
    /// Our extension: what is still owed to a peer that has finished sending. Its session is closed when the task has ended.
    /// </summary>
    protected virtual Task WhenAllAnsweredAsync() => Task.CompletedTask;

    private static async Task Observe(Task until) => await until.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    int IRequestReader.OffsetDelta => (_receiveFilter as IOffsetAdapter)?.OffsetDelta ?? 0;

    /// <summary>Sets the filter for what follows the current request.</summary>
    /// <param name="nextReceiveFilter">The filter.</param>
    protected void SetNextReceiveFilter(IReceiveFilter<TRequestInfo> nextReceiveFilter) => _receiveFilter = nextReceiveFilter;

    int IAppSession.ProcessRequest(byte[] readBuffer, int offset, int length, bool toBeCopied)
    {
        IRequestReader reader = this;
        if (!reader.AcceptBlock(readBuffer, offset, length))
            return 0;

        // Only transports of others come this way; they know nothing of commands that wait.
        long now = Environment.TickCount64;
        while (length > 0 && reader.ProcessNext(readBuffer, ref offset, ref length, toBeCopied, ref now))
        {
            _pending.Wait();
            now = Environment.TickCount64;
        }

        reader.EndBlock();
        return reader.OffsetDelta;
    }

    bool IRequestReader.AcceptBlock(byte[] buffer, int offset, int length)
    {
        _measuresNext = SuperSocketMetrics.MeasuresRequests;
        return AppServer.OnRawDataReceived((TAppSession)this, buffer, offset, length);
    }

    void IRequestReader.EndBlock() => CountRequests();

    void IRequestReader.OnSendRoom()
    {
        try
        {
            OnSendRoom();
        }
        catch (Exception e)
        {
            Logger.Error(this, "OnSendRoom failed.", e);
            Close(CloseReason.InternalError);
        }
    }

    bool IRequestReader.ProcessNext(byte[] buffer, ref int offset, ref int length, bool toBeCopied, ref long now)
    {
        IReceiveFilter<TRequestInfo> filter = _receiveFilter;
        TRequestInfo? request;
        int rest;
        try
        {
            request = filter.Filter(buffer, offset, length, toBeCopied, out rest);
        }
        catch (Exception e)
        {
            return CloseForProtocolError("The receive filter failed.", e);
        }

        if (filter.State == FilterState.Error)
            return CloseForProtocolError("The receive filter found an error in the received bytes.", null);
        if (rest < 0 || rest > length)
            return CloseForProtocolError($"The receive filter reported {rest} unused bytes of {length}.", null);

        IReceiveFilter<TRequestInfo>? next = filter.NextReceiveFilter;
        if (request == null && rest == length && next == null)
            return CloseForProtocolError("The receive filter used no byte and made no request.", null);

        // A filter may make some requests of what it holds; one that makes them for ever would hold its thread for ever.
        _requestsWithoutBytes = rest == length ? _requestsWithoutBytes + 1 : 0;
        if (_requestsWithoutBytes > MaxRequestsWithoutBytes)
            return CloseForProtocolError($"The receive filter made {MaxRequestsWithoutBytes} requests without using a byte.", null);

        _requestLength += length - rest;
        long declared = request == null && filter is IDeclaredLength known ? known.DeclaredLength : 0;
        if (!IsWithinLimit(Math.Max(_requestLength, declared)))
            return false;
        if (request != null || filter.LeftBufferSize == 0)
            _requestLength = 0;

        if (next != null)
            _receiveFilter = next;
        offset += length - rest;
        length = rest;

        // The filter, or a handler of raw data, may have closed the session.
        if (!Connected)
            return false;
        if (request != null)
            return Execute(request, ref now);
        now = Environment.TickCount64;
        return true;
    }

    /// <summary>When the request started that is about to be executed, if it was the transport that gave it to the server. Only the first who asks is told.</summary>
    internal long TakeRequestStart()
    {
        long start = _requestStart;
        _requestStart = 0;
        return start != 0 ? start : Environment.TickCount64;
    }

    /// <summary>When the request began that is about to be executed, by <see cref="Stopwatch.GetTimestamp"/>, if it is to be measured; else 0.</summary>
    /// <param name="isAsync">Whether its command is asynchronous: such ones cost more than a measurement, and are always measured.</param>
    internal long TakeMeasureStart(bool isAsync)
    {
        if (!_measuresNext && !(isAsync && SuperSocketMetrics.MeasuresRequests))
            return 0;
        _measuresNext = false;
        return Stopwatch.GetTimestamp();
    }

    /// <summary>A request was handled. On the thread that reads requests; <see cref="CountRequests"/> follows.</summary>
    internal void AddRequest() => _uncounted++;

    /// <summary>Gives the handled requests to the server's count.</summary>
    internal void CountRequests()
    {
        if (_uncounted == 0)
            return;
        AppServer.Counts.AddRequests(_uncounted);
        _uncounted = 0;
    }

    /// <summary>A request was handled, and nothing of it goes on elsewhere.</summary>
    /// <param name="now">The time.</param>
    internal void EndRequest(long now) => _requestEnd = now;

    private bool Execute(TRequestInfo request, ref long now)
    {
        _requestStart = now;
        _requestEnd = 0;
        try
        {
            AppServer.RaiseExecuteCommand((TAppSession)this, request);
        }
        catch (Exception e)
        {
            return CloseForProtocolError("The handler of an exception failed.", e);
        }
        finally
        {
            // The server's own handling may have been replaced.
            _requestStart = 0;
            now = _requestEnd != 0 ? _requestEnd : Environment.TickCount64;
        }

        return Connected;
    }

    /// <summary>Checks the length of a request; closes the session of one that is too long.</summary>
    /// <param name="requestLength">Its bytes until now, or the declared number.</param>
    internal virtual bool IsWithinLimit(long requestLength)
    {
        int limit = GetMaxRequestLength();
        if (limit <= 0 || requestLength < limit)
            return true;

        Logger.Error(this, $"A request of {requestLength} bytes or more reached the limit maxRequestLength={limit}.");
        Close(CloseReason.ProtocolError);
        return false;
    }

    private bool CloseForProtocolError(string message, Exception? e)
    {
        if (e == null)
            Logger.Error(this, "Protocol error: " + message);
        else
            Logger.Error(this, "Protocol error: " + message, e);
        Close(CloseReason.ProtocolError);
        return false;
    }
}
