using System.Buffers;
using System.Diagnostics;
using System.Globalization;

namespace SuperSocket.SocketBase;

/// <content>Sending.</content>
public abstract partial class AppSession<TAppSession, TRequestInfo>
{
    private int _dropped;

    /// <summary>
    /// Sends a text, encoded with <see cref="Charset"/>. Waits up to <c>sendTimeOut</c> while too much waits for the peer.
    /// Does nothing on a closed session. Calls <see cref="Send(byte[], int, int)"/>, so that an override of it sees texts too; it may keep the array.
    /// </summary>
    /// <param name="message">The text.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public virtual void Send(string message)
    {
        byte[] data = Encode(message);
        Send(data, 0, data.Length);
    }

    // The other forms of sending are overridden independently of each other (a session that encrypts or frames overrides some of them), so each
    // goes to the connection and calls no other one: two overrides that call each other through this class would never end.

    /// <summary>Formats and sends a text, encoded with <see cref="Charset"/>. Calls no other form of sending.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public virtual void Send(string message, params object[] paramValues)
        => SendToConnection(Encode(string.Format(CultureInfo.CurrentCulture, message, paramValues)));

    /// <summary>Sends bytes; they are copied before the call returns.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public virtual void Send(byte[] data, int offset, int length) => SendToConnection(new ArraySegment<byte>(data, offset, length));

    /// <summary>Sends bytes; they are copied before the call returns.</summary>
    /// <param name="segment">The bytes.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public virtual void Send(ArraySegment<byte> segment) => SendToConnection(segment);

    /// <summary>Sends several pieces with nothing of another thread in between; they are copied before the call returns.</summary>
    /// <param name="segments">The pieces.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public virtual void Send(IList<ArraySegment<byte>> segments)
    {
        if (!SocketSession.TrySend(segments))
            SendWhenRoom(segments, static (session, item) => session.TrySend(item));
        else
            AfterSend();
    }

    /// <summary>Sends a text if there is room, exactly as it is.</summary>
    /// <param name="message">The text.</param>
    /// <returns>Whether it was accepted.</returns>
    public virtual bool TrySend(string message)
    {
        // A transport of others may send the array later, instead of a copy.
        if (SocketSession is not ISendRoomWaiter)
            return TrySendToConnection(Encode(message));

        byte[] buffer = EncodeInPool(message, out int length);
        try
        {
            return TrySendToConnection(new ArraySegment<byte>(buffer, 0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends bytes if there is room; they are copied before the call returns.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <returns>Whether they were accepted.</returns>
    public virtual bool TrySend(byte[] data, int offset, int length) => TrySendToConnection(new ArraySegment<byte>(data, offset, length));

    /// <summary>Sends bytes if there is room; they are copied before the call returns.</summary>
    /// <param name="segment">The bytes.</param>
    /// <returns>Whether they were accepted.</returns>
    public virtual bool TrySend(ArraySegment<byte> segment) => TrySendToConnection(segment);

    /// <summary>Sends several pieces if there is room; they are copied before the call returns.</summary>
    /// <param name="segments">The pieces.</param>
    /// <returns>Whether they were accepted, all of them.</returns>
    public virtual bool TrySend(IList<ArraySegment<byte>> segments) => SocketSession.TrySend(segments) && AfterSend();

    /// <summary>
    /// Our extension: sends a short text that must not be lost when the peer reads slowly, such as why the session is closed.
    /// Never waits. A few such texts have room also where <see cref="TrySend(string)"/> is refused.
    /// </summary>
    /// <param name="message">The text, sent exactly as it is.</param>
    /// <returns>Whether it was accepted.</returns>
    protected bool TrySendNotice(string message)
    {
        if (SocketSession is not INoticeSender sender)
            return TrySend(message);

        byte[] buffer = EncodeInPool(message, out int length);
        try
        {
            return sender.TrySendNotice(new ArraySegment<byte>(buffer, 0, length)) && AfterSend();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Our extension: sends bytes that can come later, if at least three quarters of what may wait for the peer stay free, so that answers find
    /// room. When it is refused, <see cref="OnSendRoom"/> tells when to go on.
    /// </summary>
    /// <param name="segment">The bytes; they are copied before the call returns.</param>
    /// <returns>Whether they were accepted.</returns>
    protected bool TrySendBulk(ArraySegment<byte> segment)
        => SocketSession is INoticeSender sender ? sender.TrySendBulk(segment) && AfterSend() : TrySend(segment);

    /// <summary>
    /// Our extension: how long something has waited for the peer without it taking a byte, counted from the first call that saw it wait. To
    /// be called every now and then, by one thread at a time, as often as the time is to be exact. What the systems of both sides hold does
    /// not wait in this sense.
    /// </summary>
    /// <returns>The time; zero while nothing waits, or the peer takes something.</returns>
    protected TimeSpan MeasureSendStall() => (SocketSession as ISendStallMeter)?.MeasureSendStall() ?? TimeSpan.Zero;

    /// <summary>Our engine's extension. How many bytes wait for the peer.</summary>
    /// <returns>The number; 0 for a transport that queues nothing.</returns>
    protected long MeasureWaitingBytes() => (SocketSession as ISendStallMeter)?.WaitingBytes ?? 0;

    private bool AfterSend()
    {
        if (!AppServer.IdleCountsReceivesOnly)
            MarkActive();
        return true;
    }

    /// <summary>Queues bytes as they are, and waits for room. Calls nothing that can be overridden.</summary>
    internal void SendToConnection(ArraySegment<byte> segment)
    {
        if (!SocketSession.TrySend(segment))
            SendWhenRoom(segment, static (session, item) => session.TrySend(item));
        else
            AfterSend();
    }

    /// <summary>Queues bytes as they are, if there is room. Calls nothing that can be overridden.</summary>
    internal bool TrySendToConnection(ArraySegment<byte> segment) => SocketSession.TrySend(segment) && AfterSend();

    private byte[] Encode(string message)
    {
        AppServer.WarnIfLossy(Charset, message);
        return Charset.GetBytes(message);
    }

    private byte[] EncodeInPool(string message, out int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Charset.GetMaxByteCount(message.Length));
        length = Charset.GetBytes(message, buffer);
        AppServer.WarnIfLossy(Charset, message);
        return buffer;
    }

    private void GiveUpSending(SlowClientPolicy policy)
    {
        if (!Connected)
            return;
        if (policy == SlowClientPolicy.Close)
        {
            Logger.Info(this, "The session is closed because its peer reads too slowly (slowClient=\"Close\").");
            Close(CloseReason.TimeOut);
        }
        else if (Interlocked.Exchange(ref _dropped, 1) == 0)
        {
            Logger.Info(this, "What is sent to this session is dropped while its peer reads too slowly (slowClient=\"Drop\").");
        }
    }

    // A foreign transport cannot be waited on: ask it again a little later.
    private bool WaitForSendRoom(int milliseconds)
    {
        if (SocketSession is ISendRoomWaiter waiter)
            return waiter.WaitForSendRoom(milliseconds);
        Thread.Sleep(1);
        return true;
    }

    // The time starts again whenever the peer takes something.
    private void SendWhenRoom<T>(T item, Func<ISocketSession, T, bool> trySend)
    {
        if (AppServer.SlowClientPolicy != SlowClientPolicy.Wait)
        {
            GiveUpSending(AppServer.SlowClientPolicy);
            return;
        }

        var waiter = SocketSession as ISendRoomWaiter;
        int timeOut = Config.SendTimeOut;
        long taken = waiter?.TakenBytes ?? 0;
        long start = Stopwatch.GetTimestamp();
        while (Connected)
        {
            int left = timeOut == 0 ? Timeout.Infinite : timeOut - (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (timeOut != 0 && left <= 0)
            {
                if (!WaitForSendRoom(0))
                    return;
                long now = waiter?.TakenBytes ?? 0;
                if (timeOut < 0 || now - taken < PeerPace.MinBytes(timeOut))
                    throw TimedOut(timeOut);
                taken = now;
                start = Stopwatch.GetTimestamp();
                continue;
            }

            if (!WaitForSendRoom(left))
                return;
            if (trySend(SocketSession, item))
            {
                AfterSend();
                return;
            }
        }
    }

    // Applications show the text to other users: whose address it is about stands in the log only.
    private TimeoutException TimedOut(int timeOut)
    {
        if (Logger.IsInfoEnabled)
            Logger.Info(this, $"A send timed out: the peer has not made room for {timeOut} ms (sendTimeOut).");
        return new TimeoutException("The sending attempt timed out");
    }
}
