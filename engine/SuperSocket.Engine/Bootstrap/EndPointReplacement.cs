using System.Globalization;
using System.Net;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Replaces the addresses of a server by others that are given for its name and ports.</summary>
internal static class EndPointReplacement
{
    /// <exception cref="ProviderException">An address has no replacement.</exception>
    public static IServerConfig Apply(IServerConfig original, IDictionary<string, IPEndPoint> replacement)
    {
        var config = new ServerConfig(original);
        if (config.Port > 0)
        {
            IPEndPoint endPoint = Find(config.Port);
            config.Ip = endPoint.Address.ToString();
            config.Port = endPoint.Port;
        }

        config.Listeners = config.Listeners?.Select(listener =>
        {
            IPEndPoint endPoint = Find(listener.Port);
            return (IListenerConfig)new ListenerConfig
            {
                Ip = endPoint.Address.ToString(),
                Port = endPoint.Port,
                Backlog = listener.Backlog,
                Security = listener.Security,
            };
        }).ToArray();
        return config;

        IPEndPoint Find(int port)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{config.Name}_{port}");
            return replacement.TryGetValue(key, out IPEndPoint? endPoint)
                ? endPoint
                : throw new ProviderException($"there is no end point for the key '{key}'.");
        }
    }
}
