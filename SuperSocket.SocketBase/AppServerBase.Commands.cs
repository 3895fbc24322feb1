using System.Reflection;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Provider;

namespace SuperSocket.SocketBase;

/// <content>Finding commands and executing requests.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private readonly List<ICommandLoader<ICommand<TAppSession, TRequestInfo>>> _commandLoaders = [];

    // Replaced as a whole when a loader reports changes; read without a lock.
    private volatile Dictionary<string, CommandEntry> _commands = [];
    private long _totalHandledRequests;

    /// <summary>
    /// Handles every request in place of the commands, once it has a subscriber: commands, filters and unknown requests are bypassed.
    /// </summary>
    public virtual event RequestHandler<TAppSession, TRequestInfo>? NewRequestReceived;

    /// <summary>Finds the commands. Override to add or remove some.</summary>
    /// <param name="discoveredCommands">Filled with the commands by name; names differ without regard to case.</param>
    /// <returns><see langword="false"/> makes the set-up fail.</returns>
    protected virtual bool SetupCommands(Dictionary<string, ICommand<TAppSession, TRequestInfo>> discoveredCommands)
    {
        foreach (ICommandLoader<ICommand<TAppSession, TRequestInfo>> loader in _commandLoaders)
        {
            loader.Error += (_, e) => Logger.Error($"The command loader {loader.GetType().Name} reports: {e.Exception.Message}", e.Exception);
            loader.Updated += (_, e) => UpdateCommands(e.Commands);
            int errors = _errors.Count;
            if (!loader.Initialize(RootConfig, this))
            {
                LogUnlessTold(errors, $"The command loader {loader.GetType().FullName} could not be initialised.");
                return false;
            }

            if (!loader.TryLoadCommands(out IEnumerable<ICommand<TAppSession, TRequestInfo>> commands))
            {
                LogUnlessTold(errors, $"The command loader {loader.GetType().FullName} could not load commands.");
                return false;
            }

            foreach (ICommand<TAppSession, TRequestInfo> command in commands ?? [])
            {
                if (discoveredCommands.TryAdd(command.Name, command))
                    continue;
                Logger.Error($"Two commands have the name '{command.Name}': {discoveredCommands[command.Name].GetType().FullName} and {command.GetType().FullName}.");
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds command loaders; the base adds the one that looks into assemblies.</summary>
    /// <param name="commandLoaders">The configured ones; they are asked in this order.</param>
    /// <returns><see langword="false"/> makes the set-up fail.</returns>
    protected virtual bool SetupCommandLoaders(List<ICommandLoader<ICommand<TAppSession, TRequestInfo>>> commandLoaders)
    {
        commandLoaders.Add(new ReflectCommandLoader<ICommand<TAppSession, TRequestInfo>>());
        return true;
    }

    /// <summary>Executes one request on the calling thread.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The request.</param>
    protected virtual void ExecuteCommand(TAppSession session, TRequestInfo requestInfo)
    {
        string key = requestInfo.Key;
        if (NewRequestReceived is { } handler)
        {
            session.CurrentCommand = key;
            Execute(handler, session, requestInfo);
            session.PrevCommand = key;
        }
        else if (key != null && _commands.TryGetValue(key, out CommandEntry? entry))
        {
            session.CurrentCommand = key;
            if (entry.Filters.Length == 0 ? Execute(entry.Command, session, requestInfo) : ExecuteFiltered(entry, session, requestInfo))
                session.PrevCommand = key;
        }
        else
        {
            ExecuteUnknown(session, requestInfo);
        }

        session.MarkActive();
        Interlocked.Increment(ref _totalHandledRequests);
        if (Config.LogCommand && Logger.IsInfoEnabled)
            Logger.Info(session, "Command - " + PrintableText.Line(key ?? string.Empty));
    }

    void IRequestHandler<TRequestInfo>.ExecuteCommand(IAppSession session, TRequestInfo requestInfo) => ExecuteCommand((TAppSession)session, requestInfo);

    internal void RaiseExecuteCommand(TAppSession session, TRequestInfo requestInfo) => ExecuteCommand(session, requestInfo);

    private static bool Execute(ICommand<TAppSession, TRequestInfo> command, TAppSession session, TRequestInfo requestInfo)
    {
        try
        {
            command.ExecuteCommand(session, requestInfo);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
        }

        return true;
    }

    private static void Execute(RequestHandler<TAppSession, TRequestInfo> handler, TAppSession session, TRequestInfo requestInfo)
    {
        try
        {
            handler(session, requestInfo);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
        }
    }

    private static void ExecuteUnknown(TAppSession session, TRequestInfo requestInfo)
    {
        try
        {
            session.RaiseUnknownRequest(requestInfo);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
        }
    }

    private bool ExecuteFiltered(CommandEntry entry, TAppSession session, TRequestInfo requestInfo)
    {
        var context = new CommandExecutingContext();
        context.Initialize(session, requestInfo, entry.Command);
        try
        {
            foreach (CommandFilterAttribute filter in entry.Filters)
            {
                filter.OnCommandExecuting(context);
                if (!context.Cancel)
                    continue;
                if (Logger.IsInfoEnabled)
                    Logger.Info(session, $"The command {entry.Command.Name} was cancelled by the filter {filter.GetType().Name}.");
                return false;
            }

            try
            {
                entry.Command.ExecuteCommand(session, requestInfo);
            }
            catch (Exception e)
            {
                context.Exception = e;
            }

            foreach (CommandFilterAttribute filter in entry.Filters)
                filter.OnCommandExecuted(context);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
            return true;
        }

        if (context is { Exception: not null, ExceptionHandled: false })
        {
            try
            {
                session.RaiseException(context.Exception);
            }
            catch (Exception e)
            {
                Logger.Error(session, "HandleException failed.", e);
            }
        }

        return true;
    }

    private bool SetUpCommandLoaders(SetupParts parts)
    {
        _commandLoaders.AddRange(parts.CommandLoaders ?? []);
        foreach (ProviderFactoryInfo info in parts.All(ProviderKey.CommandLoader))
            _commandLoaders.Add(info.ExportFactory.CreateExport<ICommandLoader<ICommand<TAppSession, TRequestInfo>>>(CreateCommandLoader));
        return SetupCommandLoaders(_commandLoaders);
    }

    private static object CreateCommandLoader(Type type)
        => Activator.CreateInstance(type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(ICommand<TAppSession, TRequestInfo>)) : type)!;

    private bool SetUpCommandTable()
    {
        var commands = new Dictionary<string, ICommand<TAppSession, TRequestInfo>>(StringComparer.OrdinalIgnoreCase);
        if (!SetupCommands(commands))
            return false;

        _commands = commands.ToDictionary(pair => pair.Key, pair => CreateEntry(pair.Value), StringComparer.OrdinalIgnoreCase);
        return true;
    }

    private void UpdateCommands(IEnumerable<CommandUpdateInfo<ICommand<TAppSession, TRequestInfo>>> changes)
    {
        lock (_commandLoaders)
        {
            var commands = new Dictionary<string, CommandEntry>(_commands, StringComparer.OrdinalIgnoreCase);
            foreach (CommandUpdateInfo<ICommand<TAppSession, TRequestInfo>> change in changes)
            {
                if (change.UpdateAction == CommandUpdateAction.Remove)
                    commands.Remove(change.Command.Name);
                else
                    commands[change.Command.Name] = CreateEntry(change.Command);
            }

            _commands = commands;
        }
    }

    private CommandEntry CreateEntry(ICommand<TAppSession, TRequestInfo> command)
    {
        IEnumerable<CommandFilterAttribute> own = command is ICommandFilterProvider provider
            ? provider.GetFilters()
            : command.GetType().GetCustomAttributes<CommandFilterAttribute>(inherit: true);
        IEnumerable<CommandFilterAttribute> all = GetType().GetCustomAttributes<CommandFilterAttribute>(inherit: true).Concat(own ?? []);
        return new CommandEntry(command, [.. all.OrderBy(filter => filter.Order)]);
    }

    private sealed record CommandEntry(ICommand<TAppSession, TRequestInfo> Command, CommandFilterAttribute[] Filters);
}
