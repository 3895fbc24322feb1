using System.Reflection;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.WebSocket.Config;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>The sub-protocols of a server: those of its constructor, then the configured ones, or else one named Basic.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
internal sealed class SubProtocolTable<TWebSocketSession>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    private const string Element = "subProtocols";

    // Few: a list is as fast, and keeps their order.
    private readonly List<ISubProtocol<TWebSocketSession>> _all = [];
    private readonly Dictionary<ISubProtocol<TWebSocketSession>, SubProtocolConfig> _configs = [];

    public SubProtocolTable(IEnumerable<ISubProtocol<TWebSocketSession>> given)
    {
        foreach (ISubProtocol<TWebSocketSession> protocol in given)
        {
            if (Find(protocol.Name) != null)
                throw new ArgumentException($"There are two sub-protocols with the name '{protocol.Name}'.", nameof(given));
            _all.Add(protocol);
        }

        AreGiven = _all.Count > 0;
    }

    /// <summary>Whether the application named a sub-protocol, in code or in its configuration.</summary>
    public bool AreGiven { get; private set; }

    /// <summary>That of clients that offer none.</summary>
    public ISubProtocol<TWebSocketSession>? Default => _all.FirstOrDefault();

    private static BasicSubProtocol<TWebSocketSession> Basic
    {
        get
        {
            Assembly own = typeof(TWebSocketSession).Assembly;
            Assembly? commands = own == typeof(SubProtocolTable<>).Assembly ? Assembly.GetEntryAssembly() : own;
            return new BasicSubProtocol<TWebSocketSession>(BasicSubProtocol<TWebSocketSession>.DefaultName, commands == null ? [] : [commands]);
        }
    }

    /// <summary>Finds a sub-protocol; <see langword="null"/> if there is none.</summary>
    /// <param name="name">Its name in any case.</param>
    public ISubProtocol<TWebSocketSession>? Find(string name) => _all.Find(protocol => protocol.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds the configured ones and initializes all.</summary>
    /// <param name="server">The server.</param>
    /// <param name="basicAssemblies">Names of further assemblies with commands of Basic.</param>
    /// <returns><see langword="false"/>, after an Error in the log, if one of them is wrong.</returns>
    public bool SetUp(IAppServer server, string[] basicAssemblies)
    {
        ILog log = server.Logger;
        SubProtocolConfig[] configured = [.. server.Config.GetChildConfig<SubProtocolConfigCollection>(Element)?.Cast<SubProtocolConfig>() ?? []];
        AreGiven |= configured.Length > 0;
        foreach (SubProtocolConfig config in configured)
        {
            if (Add(config, log) is { } error)
            {
                log.Error($"The server {server.Name} cannot be set up: {error}");
                return false;
            }
        }

        if (_all.Count == 0)
            _all.Add(Basic);
        if (Find(BasicSubProtocol<TWebSocketSession>.DefaultName) is BasicSubProtocol<TWebSocketSession> basic
            && !basicAssemblies.All(name => basic.TryAddAssemblies(name, log)))
            return false;
        return _all.TrueForAll(protocol => TryInitialize(protocol, server, log));
    }

    private string? Add(SubProtocolConfig config, ILog log)
    {
        string name = string.IsNullOrEmpty(config.Name) ? BasicSubProtocol<TWebSocketSession>.DefaultName : config.Name;
        ISubProtocol<TWebSocketSession>? known = Find(name);
        if (!string.IsNullOrEmpty(config.Type))
        {
            if (string.IsNullOrEmpty(config.Name))
                return $"a <protocol> with type=\"{config.Type}\" needs a name.";
            if (known != null)
                return $"there are two sub-protocols with the name '{name}'.";
            try
            {
                known = AssemblyUtil.CreateInstance<ISubProtocol<TWebSocketSession>>(config.Type, [name]);
            }
            catch (Exception e)
            {
                log.Debug(e);
                return $"the sub-protocol '{name}' could not be made of type=\"{config.Type}\": {(e.InnerException ?? e).Message.TrimEnd()}";
            }

            _all.Add(known);
        }
        else if (known == null)
        {
            known = string.IsNullOrEmpty(config.Name) ? Basic : new BasicSubProtocol<TWebSocketSession>(name, []);
            _all.Add(known);
        }

        return _configs.TryAdd(known, config) ? null : $"there are two <protocol> elements for the sub-protocol '{name}'.";
    }

    private bool TryInitialize(ISubProtocol<TWebSocketSession> protocol, IAppServer server, ILog log)
    {
        try
        {
            if (protocol.Initialize(server, _configs.GetValueOrDefault(protocol), log))
                return true;
            log.Error($"The server {server.Name} cannot be set up: its sub-protocol '{protocol.Name}' could not be initialized.");
        }
        catch (Exception e)
        {
            log.Error($"The server {server.Name} cannot be set up: its sub-protocol '{protocol.Name}' failed: {e.Message.TrimEnd()}", e);
        }

        return false;
    }
}
