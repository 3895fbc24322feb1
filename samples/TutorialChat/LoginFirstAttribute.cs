using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace Samples.TutorialChat
{
    // Runs around every command of the server that has it, and cancels all but Check before the login.
    [AttributeUsage(AttributeTargets.Class)]
    public class LoginFirstAttribute : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
            var session = (ChatSession)commandContext.Session;
            if (session.UserId != null || commandContext.CurrentCommand is Check)
                return;

            session.Send("请先登录以后,再操作。。。");
            commandContext.Cancel = true;
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
        }
    }
}
