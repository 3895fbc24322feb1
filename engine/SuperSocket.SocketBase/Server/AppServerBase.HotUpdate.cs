using System.Configuration;
using System.Reflection;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <content>Taking over a changed configuration file while the server runs.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private readonly List<ConfigHandler> _configHandlers = [];

    // Orders changes. It is held while handlers run, so a handler must not wait for another thread that reports a change.
    private readonly Lock _configChange = new();

    /// <summary>
    /// Calls a handler with a child element of the configuration now, and again whenever the element changes in the configuration
    /// file of the running server. A handler that fails later, or returns <see langword="false"/>, is an Error in the log.
    /// </summary>
    /// <typeparam name="TConfigOption">The application's type for the element.</typeparam>
    /// <param name="config">The server's configuration.</param>
    /// <param name="name">Name of the element, or of an attribute that holds its XML.</param>
    /// <param name="handler">Given the element, or <see langword="null"/> when it is absent. Called on a thread of the pool later.</param>
    /// <returns>What the handler returned.</returns>
    /// <exception cref="ConfigurationErrorsException">The element does not fit the type.</exception>
    protected bool RegisterConfigHandler<TConfigOption>(IServerConfig config, string name, Func<TConfigOption, bool> handler)
        where TConfigOption : ConfigurationElement, new()
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Register(config, name, new ConfigHandler(
            name,
            changed => FirstElement(changed, name) ?? changed.Options?[name] ?? string.Empty,
            text => handler(text.Length == 0 ? null! : ConfigurationExtension.DeserializeChildConfig<TConfigOption>(text))));
    }

    /// <summary>
    /// Calls a handler with an option of the configuration now, and again whenever the option changes in the configuration file of
    /// the running server. A handler that fails later, or returns <see langword="false"/>, is an Error in the log.
    /// </summary>
    /// <param name="config">The server's configuration.</param>
    /// <param name="name">Name of an attribute that the engine does not know, or of such a child element.</param>
    /// <param name="handler">Given the attribute's value or the element's XML; empty when absent. Called on a thread of the pool later.</param>
    /// <returns>What the handler returned.</returns>
    protected bool RegisterConfigHandler(IServerConfig config, string name, Func<string, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Register(config, name, new ConfigHandler(
            name,
            changed => changed.Options?[name] ?? FirstElement(changed, name) ?? string.Empty,
            handler));
    }

    void IWorkItemBase.ReportPotentialConfigChange(IServerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        lock (_configChange)
        {
            if (Config is ServerConfig running)
                CopyHotProperties(config, running);
            UseEngineOptions();
            foreach (ConfigHandler handler in _configHandlers.ToArray())
                Tell(handler, config);
        }
    }

    // Of what only the application knows, it uses what it has a handler for; and what it asks for whenever it needs it, which nobody else can know.
    string? IEngineOptions.FindRestartReason(string attribute)
    {
        string name = attribute.Trim('<', '>');
        if (Array.Find(typeof(ServerConfig).GetProperties(), property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
            return known.GetCustomAttribute<NeedsRestartAttribute>()?.Reason;
        if (OwnOptions.Contains(name))
            return null;
        if (_socketServer is IReconfigurable engine && engine.Knows(name))
            return engine.FindRestartReason(name);
        lock (_configChange)
            return _configHandlers.Exists(handler => handler.Name == name) ? null : "the class of the server reads it at the start only";
    }

    // The trial set-up has found these values right.
    private void UseEngineOptions()
    {
        try
        {
            ReadOptions();
            (_socketServer as IReconfigurable)?.Reconfigure();
            OnConfigChanged();
        }
        catch (Exception e)
        {
            Logger.Error($"The server {Name} could not take over the changed configuration: {e.Message}", e);
        }
    }

    /// <summary>Settings of <see cref="Config"/> may have changed.</summary>
    private protected virtual void OnConfigChanged()
    {
    }

    private static string? FirstElement(IServerConfig config, string name) => config.OptionElements?.GetValues(name)?.FirstOrDefault();

    private static void CopyHotProperties(IServerConfig from, ServerConfig to)
    {
        // The lists are copied, so that the running configuration shares nothing with the file's.
        var copy = new ServerConfig(from);
        from.CopyPropertiesTo(IsHot, to);
        copy.CopyPropertiesTo(IsHot, to);
    }

    private static bool IsHot(PropertyInfo property) => !property.IsDefined(typeof(NeedsRestartAttribute));

    private bool Register(IServerConfig config, string name, ConfigHandler handler)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_configChange)
        {
            _configHandlers.Add(handler);
            handler.IsChanged(config);
            return handler.Run();
        }
    }

    private void Tell(ConfigHandler handler, IServerConfig config)
    {
        if (!handler.IsChanged(config))
            return;

        try
        {
            if (handler.Run())
                Logger.Info($"The server {Name} has taken over a change of '{handler.Name}'.");
            else
                Logger.Error($"The server {Name} refused a change of '{handler.Name}'.");
        }
        catch (Exception e)
        {
            Logger.Error($"The server {Name} could not take over a change of '{handler.Name}': {e.Message}", e);
        }
    }

    /// <summary>What the application does with one option, and the option's text that it knows.</summary>
    private sealed class ConfigHandler(string name, Func<IServerConfig, string> read, Func<string, bool> handle)
    {
        private string? _text;

        public string Name => name;

        /// <summary>Takes the option's text from a configuration; says whether it is another one.</summary>
        public bool IsChanged(IServerConfig config)
        {
            string before = _text ?? string.Empty;
            _text = read(config);
            return _text != before;
        }

        public bool Run() => handle(_text!);
    }
}
