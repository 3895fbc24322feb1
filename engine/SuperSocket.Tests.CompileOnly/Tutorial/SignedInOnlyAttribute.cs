using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace Application16.Tutorial
{
    internal class SignedInOnlyAttribute : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
            DeskSession session = commandContext.Session as DeskSession;

            if (commandContext.CurrentCommand.Name == "SignIn")
                return;

            if (!session.IsSignedIn)
            {
                session.Send("sign in first");
                commandContext.Cancel = true;
            }
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
            if (commandContext.Exception != null)
                commandContext.Session.Items["fault"] = commandContext.Exception.Message;
        }
    }
}
