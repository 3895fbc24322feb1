using System.Collections.Frozen;
using System.Reflection;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Provider;

namespace SuperSocket.SocketBase;

/// <content>Finding commands and executing requests.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private const int SlowCommandMilliseconds = 1000;
    private const string UnknownCommand = "(unknown)";

    private readonly List<ICommandLoader<ICommand<TAppSession, TRequestInfo>>> _commandLoaders = [];

    // Replaced as a whole when a loader reports changes; read without a lock.
    private volatile CommandTable _commands = new(FrozenDictionary<string, CommandEntry>.Empty);
    private long _slowCommandLoggedAt = -1000;

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
            loader.Error += (_, e) => Logger.Error($"The command loader {NameOf(loader)} reports: {e.Exception.Message}", e.Exception);
            loader.Updated += (_, e) => UpdateCommands(e.Commands);
            int errors = _errors.Count;
            if (!loader.Initialize(RootConfig, this))
            {
                LogUnlessTold(errors, $"The command loader {NameOf(loader)} could not be initialised.");
                return false;
            }

            if (!loader.TryLoadCommands(out IEnumerable<ICommand<TAppSession, TRequestInfo>> commands))
            {
                LogUnlessTold(errors, $"The command loader {NameOf(loader)} could not load commands.");
                return false;
            }

            foreach (ICommand<TAppSession, TRequestInfo> command in commands ?? [])
            {
                if (discoveredCommands.TryAdd(command.Name, command))
                    continue;
                string other = discoveredCommands[command.Name].GetType().FullName!;
                Logger.Error($"Two commands have the name '{command.Name}': {other}, and {command.GetType().FullName} of the command loader {NameOf(loader)}.");
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

    /// <summary>Executes one request on the calling thread. An asynchronous command may still be under way when it returns.</summary>
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
        else if (key != null && _commands.Find(key) is { } entry)
        {
            if (!ReferenceEquals(session.CurrentCommand, key))
                session.CurrentCommand = key;
            long start = session.TakeRequestStart();
            long measured = session.TakeMeasureStart(entry.AsyncCommand != null);
            ValueTask<bool> execution = entry.AsyncCommand != null
                ? ExecuteAsync(entry, session, requestInfo)
                : entry.Filters.Length == 0 ? ExecutePlain(entry, session, requestInfo) : ExecuteFiltered(entry, session, requestInfo);
            if (!execution.IsCompletedSuccessfully)
            {
                session.HoldRequests(FinishAsync(execution, session, key, entry.Command, measured));
                WarnIfSlow(entry.Command, Environment.TickCount64 - start);
                return;
            }

            if (execution.Result && !ReferenceEquals(session.PrevCommand, key))
                session.PrevCommand = key;
            long end = AfterRequest(session, key);
            session.EndRequest(end);
            WarnIfSlow(entry.Command, end - start);
            RecordDuration(entry.Command, measured);
            return;
        }
        else
        {
            ExecuteUnknown(session, requestInfo);

            // It may be a password that was typed alone on its line.
            key = UnknownCommand;
        }

        session.EndRequest(AfterRequest(session, key));
    }

    void IRequestHandler<TRequestInfo>.ExecuteCommand(IAppSession session, TRequestInfo requestInfo)
    {
        ExecuteCommand((TAppSession)session, requestInfo);
        ((TAppSession)session).CountRequests();
    }

    internal void RaiseExecuteCommand(TAppSession session, TRequestInfo requestInfo) => ExecuteCommand(session, requestInfo);

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

    // Results below: whether the command was run.
    private ValueTask<bool> ExecutePlain(CommandEntry entry, TAppSession session, TRequestInfo requestInfo)
    {
        try
        {
            entry.Command.ExecuteCommand(session, requestInfo);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
        }

        return ValueTask.FromResult(true);
    }

    private ValueTask<bool> ExecuteFiltered(CommandEntry entry, TAppSession session, TRequestInfo requestInfo)
    {
        CommandExecutingContext context = entry.KeepsContext ? new CommandExecutingContext() : CommandExecutingContext.Take();
        try
        {
            return ValueTask.FromResult(ExecuteFiltered(entry, session, requestInfo, context));
        }
        finally
        {
            if (!entry.KeepsContext)
                context.Release();
        }
    }

    private bool ExecuteFiltered(CommandEntry entry, TAppSession session, TRequestInfo requestInfo, CommandExecutingContext context)
    {
        context.Initialize(session, requestInfo, entry.Command);
        try
        {
            if (IsCancelled(entry, context))
                return false;
            try
            {
                entry.Command.ExecuteCommand(session, requestInfo);
            }
            catch (Exception e)
            {
                context.Exception = e;
            }

            TellExecuted(entry, context);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
            return true;
        }

        RaiseUnlessHandled(session, context);
        return true;
    }

    // The same for a command that waits.
    private async ValueTask<bool> ExecuteAsync(CommandEntry entry, TAppSession session, TRequestInfo requestInfo)
    {
        var context = new CommandExecutingContext();
        context.Initialize(session, requestInfo, entry.Command);
        try
        {
            if (IsCancelled(entry, context))
                return false;
            try
            {
                await entry.AsyncCommand!.ExecuteCommandAsync(session, requestInfo).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                context.Exception = e;
            }

            TellExecuted(entry, context);
        }
        catch (Exception e)
        {
            session.RaiseException(e);
            return true;
        }

        RaiseUnlessHandled(session, context);
        return true;
    }

    private static void TellExecuted(CommandEntry entry, CommandExecutingContext context)
    {
        foreach (CommandFilterAttribute filter in entry.Filters)
            filter.OnCommandExecuted(context);
    }

    private bool IsCancelled(CommandEntry entry, CommandExecutingContext context)
    {
        foreach (CommandFilterAttribute filter in entry.Filters)
        {
            filter.OnCommandExecuting(context);
            if (!context.Cancel)
                continue;
            LogCancelled(entry, context, filter);
            return true;
        }

        return false;
    }

    // In a method of its own: every command would prepare the memory that a formatted text needs.
    private void LogCancelled(CommandEntry entry, CommandExecutingContext context, CommandFilterAttribute filter)
    {
        if (Logger.IsInfoEnabled)
            Logger.Info(context.Session, $"The command {entry.Command.Name} was cancelled by the filter {filter.GetType().Name}.");
    }

    // At most one line a second.
    private void WarnIfSlow(ICommand command, long time)
    {
        if (time < SlowCommandMilliseconds)
            return;
        long now = Environment.TickCount64;
        long last = Volatile.Read(ref _slowCommandLoggedAt);
        if (now - last >= 1000 && Interlocked.CompareExchange(ref _slowCommandLoggedAt, now, last) == last)
            Logger.Warn($"The command {command.Name} held a thread for {time} ms; a command that waits should be an AsyncCommandBase.");
    }

    private async Task FinishAsync(ValueTask<bool> execution, TAppSession session, string key, ICommand command, long measured)
    {
        try
        {
            if (await execution.ConfigureAwait(false))
                session.PrevCommand = key;
        }
        catch (Exception e)
        {
            Logger.Error(session, "Protocol error: the handler of an exception failed.", e);
            session.Close(CloseReason.ProtocolError);
        }

        EndActivity(session, key);
        Counts.AddRequests(1);
        RecordDuration(command, measured);
    }

    private void RaiseUnlessHandled(TAppSession session, CommandExecutingContext context)
    {
        if (context is not { Exception: not null, ExceptionHandled: false })
            return;
        try
        {
            session.RaiseException(context.Exception);
        }
        catch (Exception e)
        {
            Logger.Error(session, "HandleException failed.", e);
        }
    }

    // On the thread that reads the session's requests.
    private long AfterRequest(TAppSession session, string? key)
    {
        session.AddRequest();
        return EndActivity(session, key);
    }

    // The time of the clock that IdleTime has.
    private long EndActivity(TAppSession session, string? key)
    {
        long now = session.MarkActive();
        if (Config.LogCommand && Logger.IsInfoEnabled)
            Logger.Info(session, "Command - " + PrintableText.Line(key ?? string.Empty));
        return now;
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

        lock (_commandLoaders)
            _commands = new CommandTable(commands.ToFrozenDictionary(pair => pair.Key, pair => CreateEntry(pair.Value), StringComparer.OrdinalIgnoreCase));
        return true;
    }

    private void UpdateCommands(IEnumerable<CommandUpdateInfo<ICommand<TAppSession, TRequestInfo>>> changes)
    {
        lock (_commandLoaders)
        {
            var commands = new Dictionary<string, CommandEntry>(_commands.All, StringComparer.OrdinalIgnoreCase);
            foreach (CommandUpdateInfo<ICommand<TAppSession, TRequestInfo>> change in changes)
            {
                if (change.UpdateAction == CommandUpdateAction.Remove)
                    commands.Remove(change.Command.Name);
                else
                    commands[change.Command.Name] = CreateEntry(change.Command);
            }

            _commands = new CommandTable(commands.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>Whether a filter of the server's class is one of requests.</summary>
    internal virtual bool IsRequestFilter(CommandFilterAttribute filter) => true;

    private CommandEntry CreateEntry(ICommand<TAppSession, TRequestInfo> command)
    {
        IEnumerable<CommandFilterAttribute> own = command is ICommandFilterProvider provider
            ? provider.GetFilters()
            : command.GetType().GetCustomAttributes<CommandFilterAttribute>(inherit: true);
        IEnumerable<CommandFilterAttribute> all = GetType().GetCustomAttributes<CommandFilterAttribute>(inherit: true).Where(IsRequestFilter).Concat(own ?? []);
        return new CommandEntry(command, [.. all.OrderBy(filter => filter.Order)]);
    }

    // Without the arguments of a generic type, which nobody can read.
    private static string NameOf(object loader) => loader.GetType().Name.Split('`')[0];

    // Most requests have the name as the command has it: that is compared first, which takes a fraction of a look-up without regard to case.
    private sealed class CommandTable
    {
        // A power of two: few names share a place, and the factor is the one for which the fewest do. The second name of a place is looked up.
        private readonly (string Name, CommandEntry Entry)[] _exact = new (string, CommandEntry)[64];
        private readonly int _factor;

        public CommandTable(FrozenDictionary<string, CommandEntry> all)
        {
            All = all;
            string[] names = [.. all.Keys.Where(name => name.Length > 0)];
            _factor = Enumerable.Range(1, _exact.Length).MaxBy(factor => names.Select(name => GetPlace(name, factor)).Distinct().Count());
            foreach (string name in names)
            {
                ref (string Name, CommandEntry Entry) place = ref _exact[GetPlace(name, _factor)];
                if (place.Name == null)
                    place = (name, all[name]);
            }
        }

        public FrozenDictionary<string, CommandEntry> All { get; }

        public CommandEntry? Find(string key)
        {
            if (key.Length > 0)
            {
                ref (string Name, CommandEntry Entry) exact = ref _exact[GetPlace(key, _factor)];
                if (key == exact.Name)
                    return exact.Entry;
            }

            return All.GetValueOrDefault(key);
        }

        private int GetPlace(string key, int factor) => ((((key[0] * factor) + key[^1]) * factor) + key.Length) & (_exact.Length - 1);
    }

    private sealed record CommandEntry(ICommand<TAppSession, TRequestInfo> Command, CommandFilterAttribute[] Filters)
    {
        public IAsyncCommand<TAppSession, TRequestInfo>? AsyncCommand { get; } = Command as IAsyncCommand<TAppSession, TRequestInfo>;

        public bool KeepsContext { get; } = Array.Exists(Filters, filter => filter.KeepsContext);
    }
}
