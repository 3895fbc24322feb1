namespace SuperSocket.SocketBase;

/// <content>The idle timeout: <c>clearIdleSession</c>, <c>clearIdleSessionInterval</c> and <c>idleSessionTimeOut</c>.</content>
public abstract partial class AppServer<TAppSession, TRequestInfo>
{
    private Timer? _idleTimer;

    private void StartIdleTimer()
    {
        if (!Config.ClearIdleSession)
            return;
        TimeSpan interval = TimeSpan.FromSeconds(Math.Max(1, Config.ClearIdleSessionInterval));
        _idleTimer = new Timer(static state => ((AppServer<TAppSession, TRequestInfo>)state!).CloseIdleSessions(), this, interval, interval);
    }

    private void StopIdleTimer() => Interlocked.Exchange(ref _idleTimer, null)?.Dispose();

    private void CloseIdleSessions()
    {
        TimeSpan limit = TimeSpan.FromSeconds(Config.IdleSessionTimeOut);
        foreach (TAppSession session in GetAllSessions())
        {
            if (session.IdleTime < limit)
                continue;
            if (Logger.IsInfoEnabled)
                Logger.Info(session, $"The session is closed because it was idle for {(int)session.IdleTime.TotalSeconds} s.");
            CloseGuarded(session, CloseReason.TimeOut);
        }
    }
}
