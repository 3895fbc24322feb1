using System;
using System.Threading;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace Samples.CommandFilter
{
    [CountCommands(Order = 1)]
    public class SafeServer : AppServer<SafeSession>
    {
        private int _commandCount;

        public int CommandCount
        {
            get { return _commandCount; }
        }

        public void CountCommand()
        {
            Interlocked.Increment(ref _commandCount);
        }
    }

    public class SafeSession : AppSession<SafeSession>
    {
        public new SafeServer AppServer
        {
            get { return (SafeServer)base.AppServer; }
        }

        public string UserName { get; set; }

        protected override void HandleException(Exception e)
        {
            Send("{0} failed: {1}", CurrentCommand, e.Message);
        }
    }

    // Around every command of the server. One object serves all sessions, so it keeps nothing about any of them.
    public class CountCommandsAttribute : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
            ((SafeSession)commandContext.Session).AppServer.CountCommand();
        }
    }

    // Around the commands that carry it.
    public class LoginRequiredAttribute : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
            var session = (SafeSession)commandContext.Session;
            if (session.UserName != null)
                return;

            session.Send("The safe is locked: LOGIN first.");
            commandContext.Cancel = true;
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
            if (commandContext.Exception == null)
                commandContext.Session.Logger.Info("The safe was opened.");
        }
    }
}
