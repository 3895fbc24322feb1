using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace Application16
{
    /// <summary>Inside of the class, two arguments mean the hook; that of the base returns true and sets up nothing.</summary>
    internal class TwoArgumentSetup : AppServer
    {
        public bool CallHook(IRootConfig rootConfig, IServerConfig config)
        {
            return Setup(rootConfig, config);
        }

        public bool CallOverload(IRootConfig rootConfig, IServerConfig config)
        {
            return Setup(rootConfig, config, socketServerFactory: null);
        }
    }
}
