using System;
using System.Collections.Generic;
using System.Net;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace Application16
{
    public static partial class EveryInterface
    {
        public class Request : IRequestInfo<int, string>
        {
            public string Key { get; set; }
            public int Header { get; set; }
            public string Body { get; set; }
        }

        public class Filter : IReceiveFilter<StringRequestInfo>, IOffsetAdapter, IReceiveFilterInitializer
        {
            public int LeftBufferSize { get; private set; }
            public IReceiveFilter<StringRequestInfo> NextReceiveFilter { get; private set; }
            public FilterState State { get; private set; }
            public int OffsetDelta { get; private set; }

            public void Initialize(IAppServer appServer, IAppSession session)
            {
            }

            StringRequestInfo IReceiveFilter<StringRequestInfo>.Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
            {
                rest = 0;
                return null;
            }

            public void Reset()
            {
            }
        }

        public class FilterFactory : IReceiveFilterFactory<StringRequestInfo>
        {
            public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
            {
                return new Filter();
            }
        }

        public class Parser : IRequestInfoParser<StringRequestInfo>
        {
            public StringRequestInfo ParseRequestInfo(string source)
            {
                return new StringRequestInfo(source, "", new string[0]);
            }
        }

        public class Command : ICommand<AppSession, StringRequestInfo>, ICommandFilterProvider
        {
            public string Name
            {
                get { return "ONE"; }
            }

            public void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
            {
            }

            public IEnumerable<CommandFilterAttribute> GetFilters()
            {
                return new CommandFilterAttribute[0];
            }
        }

        public class Loader<TCommand> : ICommandLoader<TCommand> where TCommand : ICommand
        {
            public event EventHandler<CommandUpdateEventArgs<TCommand>> Updated;
            public event EventHandler<ErrorEventArgs> Error;

            public bool Initialize(IRootConfig rootConfig, IAppServer appServer)
            {
                return true;
            }

            public bool TryLoadCommands(out IEnumerable<TCommand> commands)
            {
                commands = new TCommand[0];
                return true;
            }

            public void Update(TCommand command)
            {
                var update = new CommandUpdateInfo<TCommand> { UpdateAction = CommandUpdateAction.Add, Command = command };
                Updated?.Invoke(this, new CommandUpdateEventArgs<TCommand>(commands: new[] { update }));
                Error?.Invoke(this, new ErrorEventArgs(message: "none"));
            }
        }

        public class DerivedLoader<TCommand> : CommandLoaderBase<TCommand> where TCommand : ICommand
        {
            public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
            {
                return true;
            }

            public override bool TryLoadCommands(out IEnumerable<TCommand> commands)
            {
                commands = new TCommand[0];
                return true;
            }

            public void Update()
            {
                OnUpdated(commands: new CommandUpdateInfo<TCommand>[0]);
                OnError(message: "none");
                OnError(e: new Exception());
            }
        }

        public class Guard : IConnectionFilter
        {
            public string Name { get; private set; }

            public bool Initialize(string name, IAppServer appServer)
            {
                return (Name = name) != null;
            }

            public bool AllowConnect(IPEndPoint remoteAddress)
            {
                return remoteAddress.Port > 0;
            }
        }
    }
}
