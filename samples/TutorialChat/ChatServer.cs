using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace Samples.TutorialChat
{
    [LoginFirst]
    public class ChatServer : AppServer<ChatSession>
    {
        private readonly Users _users = new Users();

        public Users Users
        {
            get { return _users; }
        }

        protected override void OnSessionClosed(ChatSession session, CloseReason reason)
        {
            _users.LogOut(session);
            base.OnSessionClosed(session, reason);
        }
    }

    public class ChatSession : AppSession<ChatSession>
    {
        // null before the login. Only Users sets it.
        public string UserId { get; set; }

        public Users Users
        {
            get { return ((ChatServer)AppServer).Users; }
        }

        public void SendWrongParameters()
        {
            Send("参数错误");
        }

        protected override void OnSessionStarted()
        {
            Send("Welcome to SuperSocket Chat Server");
        }

        protected override void HandleUnknownRequest(StringRequestInfo requestInfo)
        {
            if (requestInfo.Key.Length > 0)
                Send("不知道如何处理 {0} 命令", requestInfo.Key);
        }

        protected override void HandleException(Exception e)
        {
            Send("\n\r异常信息:{0}", e.Message);
        }
    }
}
