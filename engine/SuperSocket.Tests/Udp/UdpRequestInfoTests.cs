using System.Collections.Concurrent;
using System.Net;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Udp;

public class UdpRequestInfoTests : UdpFixture
{
    [Test]
    public async Task The_datagram_names_its_session_which_follows_the_sender()
    {
        DeviceServer server = StartDevices();
        UdpPeer home = Peer(server);
        UdpPeer roaming = Peer(server);

        Assert.That(await home.Ask("where d1"), Is.EqualTo(home.EndPoint.ToString()));
        DeviceSession session = server.GetSessionByID("D1")!;
        Assert.That(await roaming.Ask("where d1"), Is.EqualTo(roaming.EndPoint.ToString()));
        Assert.That(server.SessionCount, Is.EqualTo(1));
        Assert.That(session.RemoteEndPoint, Is.EqualTo(roaming.EndPoint));

        session.Send("pushed");
        Assert.That(await roaming.Receive(), Is.EqualTo("pushed"));
        Assert.That(await home.Ask("where d2"), Is.EqualTo(home.EndPoint.ToString()));
        Assert.That(server.SessionCount, Is.EqualTo(2));
    }

    [Test]
    public async Task One_filter_without_a_session_serves_all()
    {
        DeviceServer server = StartDevices();
        await Peer(server).Ask("where d1");
        await Peer(server).Ask("where d2");
        Assert.That(server.Filters.Created, Is.EqualTo(new[] { (false, false) }));
    }

    [TestCase("where d1 +rest", "left 5 of 14 bytes unused")]
    [TestCase("where", "names no session")]
    [TestCase("throw", "the receive filter failed")]
    [TestCase("error", "the receive filter failed")]
    public async Task A_malformed_datagram_is_dropped_with_an_error(string text, string reason)
    {
        ExpectError("is dropped because");
        DeviceServer server = StartDevices();
        UdpPeer peer = Peer(server);
        peer.Send(text);
        await Wait.Until(() => Log.Count(LogLevel.Error, reason) == 1, reason);
        Assert.That(await peer.Ask("where d1"), Is.EqualTo(peer.EndPoint.ToString()));
        Assert.That(server.SessionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_datagram_without_a_request_is_dropped_silently()
    {
        DeviceServer server = StartDevices();
        UdpPeer peer = Peer(server);
        peer.Send("ignore");
        Assert.That(await peer.Ask("where d1"), Is.EqualTo(peer.EndPoint.ToString()));
    }

    [Test]
    public async Task An_exception_of_a_request_goes_to_HandleException()
    {
        DeviceServer server = StartDevices();
        UdpPeer peer = Peer(server);
        Assert.That(await peer.Ask("fail d1"), Is.EqualTo("handled fail"));
        Assert.That(server.SessionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_handler_of_exceptions_that_throws_closes_the_session()
    {
        ExpectError("Protocol error");
        DeviceServer server = StartDevices();
        UdpPeer peer = Peer(server);
        peer.Send("worse d1");
        await Wait.Until(() => server.Closed.Contains("d1 ProtocolError"), "closed");
        Assert.That(await peer.Ask("where d1"), Is.EqualTo(peer.EndPoint.ToString()));
    }

    [Test]
    public async Task No_length_limit_applies()
    {
        DeviceServer server = StartDevices();
        Assert.That(await Peer(server).Ask("length d1 " + new string('x', 20000)), Is.EqualTo("20000"));
    }

    [Test]
    public async Task One_name_from_many_senders_on_two_listeners_is_one_session_in_order_of_handling()
    {
        DeviceServer server = StartDevices(2);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async n =>
        {
            UdpPeer peer = Own(new UdpPeer(PortOf(server, n % 2)));
            for (int i = 0; i < 10; i++)
                Assert.That(await peer.Ask("where shared"), Is.EqualTo(peer.EndPoint.ToString()));
        }));
        Assert.That(server.SessionCount, Is.EqualTo(1));
        Assert.That(server.Overlaps, Is.Zero);
    }

    private DeviceServer StartDevices(int listeners = 1)
    {
        var server = new DeviceServer();
        var config = UdpConfig([.. Enumerable.Range(0, listeners).Select(_ => Listener())]);
        Assert.That(server.Setup(config, logFactory: Log), Is.True);
        Assert.That(server.Start(), Is.True);
        return Own(server);
    }

    public class DeviceRequest(string key, string sessionID, string body) : UdpRequestInfo(key, sessionID)
    {
        public string Body { get; } = body;
    }

    public class DeviceSession : AppSession<DeviceSession, DeviceRequest>
    {
        private int _running;

        public bool Enter() => Interlocked.Increment(ref _running) == 1;

        public void Leave() => Interlocked.Decrement(ref _running);

        protected override void HandleException(Exception e)
        {
            if (e.Message == "worse")
                throw e;
            Send("handled " + e.Message);
        }

        protected internal override void OnSessionClosed(CloseReason reason) => ((DeviceServer)AppServer).Closed.Enqueue($"{SessionID} {reason}");
    }

    public class DeviceServer : AppServer<DeviceSession, DeviceRequest>
    {
        public DeviceServer()
            : this(new DeviceFilterFactory())
        {
        }

        private DeviceServer(DeviceFilterFactory filters)
            : base(filters)
        {
            Filters = filters;
            NewRequestReceived += Handle;
        }

        public DeviceFilterFactory Filters { get; }

        public ConcurrentQueue<string> Closed { get; } = new();

        public int Overlaps { get; private set; }

        private void Handle(DeviceSession session, DeviceRequest request)
        {
            if (!session.Enter())
                Overlaps++;
            try
            {
                if (request.Key is "fail" or "worse")
                    throw new InvalidOperationException(request.Key);
                session.Send(request.Key == "length" ? $"{request.Body.Length}" : session.RemoteEndPoint.ToString());
            }
            finally
            {
                session.Leave();
            }
        }
    }

    public class DeviceFilterFactory : IReceiveFilterFactory<DeviceRequest>
    {
        public List<(bool HasSession, bool HasEndPoint)> Created { get; } = [];

        public IReceiveFilter<DeviceRequest> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        {
            Created.Add((appSession != null, remoteEndPoint != null));
            return new DeviceFilter();
        }
    }

    public class DeviceFilter : IReceiveFilter<DeviceRequest>
    {
        public int LeftBufferSize => 0;

        public IReceiveFilter<DeviceRequest>? NextReceiveFilter => null;

        public FilterState State { get; private set; }

        public DeviceRequest? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            string text = Encoding.UTF8.GetString(readBuffer, offset, length);
            int plus = text.IndexOf('+', StringComparison.Ordinal);
            rest = plus < 0 ? 0 : length - plus;
            if (text == "throw")
                throw new InvalidOperationException(text);
            if (text == "error")
                State = FilterState.Error;
            if (text == "ignore")
                return null;
            string[] words = text.Split(' ', 3);
            return new DeviceRequest(words[0], words.ElementAtOrDefault(1) ?? string.Empty, words.ElementAtOrDefault(2) ?? string.Empty);
        }

        public void Reset() => State = FilterState.Normal;
    }
}
