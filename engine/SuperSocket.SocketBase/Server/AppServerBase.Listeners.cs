using System.Net;
using System.Security.Authentication;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <content>Where the server listens.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private bool SetUpListeners(IServerConfig config)
    {
        IListenerConfig[] listeners = [.. config.Listeners ?? []];
        bool hasAddress = !string.IsNullOrEmpty(config.Ip);
        if (config.Port == 0 && listeners.Length == 0)
            return Refuse(hasAddress ? "the attribute ip needs the attribute port, 1 to 65535; only <listeners> may have port 0" : "it has no listener: set the attribute port, or add <listeners>");
        if (config.Port != 0 && listeners.Length > 0)
            return Refuse("the attribute port and the element <listeners> exclude each other");

        if (config.Port != 0)
            listeners = [new ListenerConfig { Ip = config.Ip, Port = config.Port, Backlog = config.ListenBacklog }];

        var infos = new List<ListenerInfo>(listeners.Length);
        foreach (IListenerConfig listener in listeners)
        {
            if (!TryParseAddress(listener.Ip, out IPAddress? address))
                return Refuse($"ip=\"{listener.Ip}\" is not an address; use Any, IPv6Any, or an address such as 127.0.0.1");
            if (listener.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
                return Refuse($"port=\"{listener.Port}\" is not between 0 and 65535");

            SslProtocols protocols = BasicSecurity;
            if (!string.IsNullOrEmpty(listener.Security) && !TryParseProtocols(listener.Security, out protocols))
                return Refuse($"security=\"{listener.Security}\" is not known; use None, Tls12, Tls13 or a list of these");

            // Port 0 is another one each time.
            var endPoint = new IPEndPoint(address, listener.Port);
            if (listener.Port != 0 && infos.Exists(info => info.EndPoint.Equals(endPoint)))
                return Refuse($"<listeners> has {endPoint} twice");

            infos.Add(new ListenerInfo { EndPoint = endPoint, BackLog = listener.Backlog, Security = protocols });
        }

        Listeners = [.. infos];
        return true;

        bool Refuse(string reason)
        {
            Logger.Error($"The server {Name} cannot be set up: {reason}.");
            return false;
        }
    }

    private static bool TryParseAddress(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        if (string.IsNullOrEmpty(text) || text.Equals("Any", StringComparison.OrdinalIgnoreCase))
            address = IPAddress.Any;
        else if (text.Equals("IPv6Any", StringComparison.OrdinalIgnoreCase))
            address = IPAddress.IPv6Any;
        else
            return IPAddress.TryParse(text, out address);
        return true;
    }
}
