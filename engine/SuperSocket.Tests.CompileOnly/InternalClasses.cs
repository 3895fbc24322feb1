using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace Application16
{
    /// <summary>Servers, sessions, requests and filter attributes that nobody else sees.</summary>
    [Note(Order = 3)]
    [Note]
    internal class HiddenServer : AppServer<HiddenSession, HiddenRequest>
    {
        public HiddenServer()
            : base(new DefaultReceiveFilterFactory<HiddenFilter, HiddenRequest>())
        {
            NewRequestReceived += (session, requestInfo) => session.Send(requestInfo.Body, 0, requestInfo.Body.Length);
        }
    }

    internal class HiddenSession : AppSession<HiddenSession, HiddenRequest>
    {
        public new HiddenServer AppServer
        {
            get { return (HiddenServer)base.AppServer; }
        }
    }

    internal class HiddenRequest : BinaryRequestInfo
    {
        public HiddenRequest(byte[] body)
            : base("HIDDEN", body)
        {
        }
    }

    internal class HiddenFilter : SuperSocket.Facility.Protocol.FixedSizeReceiveFilter<HiddenRequest>
    {
        public HiddenFilter()
            : base(9)
        {
        }

        protected override HiddenRequest ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
        {
            byte[] body = new byte[length];
            Buffer.BlockCopy(buffer, offset, body, 0, length);
            return new HiddenRequest(body);
        }
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    internal class NoteAttribute : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
            if (commandContext.Exception != null && !commandContext.ExceptionHandled)
                Console.WriteLine("{0}: {1}", commandContext.RequestInfo.Key, commandContext.Exception);
        }
    }
}
