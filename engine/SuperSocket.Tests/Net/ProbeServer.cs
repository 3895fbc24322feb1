using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase;

namespace SuperSocket.Tests.Net;

// A server of lines that notes its hooks and lets a test put something into each of them.
public class ProbeServer : AppServer<ProbeSession>
{
    public ConcurrentQueue<string> Journal { get; } = new();

    public Action<ProbeSession>? Init { get; set; }

    public Action<ProbeSession>? SessionStarted { get; set; }

    public Action<ProbeSession, CloseReason>? Ended { get; set; }

    public Action? Stopped { get; set; }

    public Action<Exception>? Failed { get; set; }

    public Func<X509Certificate?, SslPolicyErrors, bool>? ClientCertificate { get; set; }

    public bool RegistersSessions { get; set; } = true;

    public ProbeSession TheSession => GetAllSessions().Single();

    protected override bool RegisterSession(string sessionID, ProbeSession appSession)
    {
        Journal.Enqueue("register");
        return RegistersSessions && base.RegisterSession(sessionID, appSession);
    }

    protected override void OnNewSessionConnected(ProbeSession session)
    {
        Journal.Enqueue("connected");
        base.OnNewSessionConnected(session);
    }

    protected override void OnStopped() => Stopped?.Invoke();

    protected override bool ValidateClientCertificate(
        ProbeSession session, object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors)
        => ClientCertificate?.Invoke(certificate, sslPolicyErrors) ?? base.ValidateClientCertificate(session, sender, certificate, chain, sslPolicyErrors);
}

public class ProbeSession : AppSession<ProbeSession>
{
    private ProbeServer Server => (ProbeServer)AppServer;

    protected override void OnInit()
    {
        Server.Journal.Enqueue("init");
        Server.Init?.Invoke(this);
    }

    protected override void OnSessionStarted()
    {
        Server.Journal.Enqueue("started");
        Server.SessionStarted?.Invoke(this);
    }

    protected internal override void OnSessionClosed(CloseReason reason)
    {
        Server.Journal.Enqueue($"closed {reason}");
        Server.Ended?.Invoke(this, reason);
    }

    protected override void HandleException(Exception e)
    {
        if (Server.Failed == null)
            base.HandleException(e);
        else
            Server.Failed(e);
    }
}
