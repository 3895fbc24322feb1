using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Soak;

/// <summary>A line server that counts the lives of its sessions.</summary>
public class SoakServer : AppServer<SoakSession>
{
    private static readonly byte[] Tick = Encoding.ASCII.GetBytes(Plan.TickMark + "tick\r\n");

    private readonly bool _pushes;
    private readonly int[] _closed = new int[Enum.GetValues<CloseReason>().Length];
    private Timer? _ticks;

    /// <param name="pushes">Whether it sends ticks to all sessions from a timer; otherwise it batches sends and closes idle sessions.</param>
    public SoakServer(bool pushes) => _pushes = pushes;

    public int StartedSessions;
    public int ThrownExceptions;
    public int NeverRun;

    public int ClosedSessions => _closed.Sum();

    /// <summary>Connections that hold one of the slots of maxConnectionNumber.</summary>
    public int Connections
    {
        get
        {
            var slots = ((ISocketServerAccessor)this).SocketServer.SendingQueuePool;
            return slots.TotalItemsCount - slots.AvialableItemsCount;
        }
    }

    protected override bool BatchSends => !_pushes;

    public int Closed(CloseReason reason) => Volatile.Read(ref _closed[(int)reason]);

    public void CountClosed(CloseReason reason) => Interlocked.Increment(ref _closed[(int)reason]);

    public bool Open(int maxConnections, ILogFactory logFactory)
        => Setup(
            new ServerConfig
            {
                Name = _pushes ? "Pushing" : "Batching",
                Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
                MaxConnectionNumber = maxConnections,
                SendTimeOut = 3000,
                ClearIdleSession = !_pushes,
                ClearIdleSessionInterval = 1,
                IdleSessionTimeOut = 5,
                LogBasicSessionActivity = false,
            },
            logFactory: logFactory) && Start();

    protected override void OnStarted()
    {
        if (_pushes)
            _ticks = new Timer(_ => PushTick(), null, 100, 100);
    }

    protected override void OnStopped() => _ticks?.Dispose();

    private void PushTick()
    {
        foreach (SoakSession session in GetAllSessions())
            session.TrySend(Tick, 0, Tick.Length);
    }
}

/// <summary>A session that greets.</summary>
public class SoakSession : AppSession<SoakSession>
{
    protected override void OnSessionStarted()
    {
        Interlocked.Increment(ref ((SoakServer)AppServer).StartedSessions);

        // The system would take megabytes; so little makes the engine's own queue fill.
        SocketSession.Client!.SendBufferSize = 16 * 1024;
        Send(Plan.Greeting);
    }

    protected override void OnSessionClosed(CloseReason reason) => ((SoakServer)AppServer).CountClosed(reason);
}
