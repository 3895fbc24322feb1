using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace Application16
{
    public static partial class EveryInterface
    {
        public class Sockets : ISocketServer
        {
            public bool IsRunning { get; private set; }
            public IPoolInfo SendingQueuePool { get; private set; }

            public bool Start()
            {
                return IsRunning = true;
            }

            public void Stop()
            {
            }

            public void ResetSessionSecurity(IAppSession session, SslProtocols security)
            {
            }
        }

        public class Pool : IPoolInfo
        {
            public int MinPoolSize { get; private set; }
            public int MaxPoolSize { get; private set; }
            public int AvialableItemsCount { get; private set; }
            public int TotalItemsCount { get; private set; }
        }

        public class SocketsFactory : ISocketServerFactory
        {
            public ISocketServer CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config) where TRequestInfo : IRequestInfo
            {
                return new Sockets();
            }
        }

        public class Connection : ISocketSession
        {
            public string SessionID { get; private set; }
            public IPEndPoint RemoteEndPoint { get; private set; }
            public IPEndPoint LocalEndPoint { get; private set; }
            public Socket Client { get; private set; }
            public IAppSession AppSession { get; private set; }
            public int OrigReceiveOffset { get; private set; }
            public SslProtocols SecureProtocol { get; set; }
            public Action<ISocketSession, CloseReason> Closed { get; set; }

            public void Initialize(IAppSession appSession)
            {
            }

            public void Start()
            {
            }

            public void Close(CloseReason reason)
            {
            }

            public bool TrySend(IList<ArraySegment<byte>> segments)
            {
                return false;
            }

            public bool TrySend(ArraySegment<byte> segment)
            {
                return false;
            }

            public void ApplySecureProtocol()
            {
            }
        }
    }
}
