using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.WebSocket.Config;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>The sub-protocol whose messages are <c>NAME body</c>, with the commands of some assemblies.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
public class BasicSubProtocol<TWebSocketSession> : SubProtocolBase<TWebSocketSession>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>The name if none is given.</summary>
    public const string DefaultName = "Basic";

    private readonly List<Assembly> _assemblies;
    private Dictionary<string, ISubCommand<TWebSocketSession>> _commands = [];

    /// <summary>Makes the sub-protocol Basic with the commands of the assembly that calls this.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BasicSubProtocol()
        : this(DefaultName, Assembly.GetCallingAssembly())
    {
    }

    /// <summary>Makes a sub-protocol with the commands of the assembly that calls this.</summary>
    /// <param name="name">Its name.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BasicSubProtocol(string name)
        : this(name, Assembly.GetCallingAssembly())
    {
    }

    /// <summary>Makes the sub-protocol Basic.</summary>
    /// <param name="commandAssembly">The assembly of its commands.</param>
    public BasicSubProtocol(Assembly commandAssembly)
        : this(DefaultName, commandAssembly)
    {
    }

    /// <summary>Makes the sub-protocol Basic.</summary>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    public BasicSubProtocol(IEnumerable<Assembly> commandAssemblies)
        : this(DefaultName, commandAssemblies)
    {
    }

    /// <summary>Makes a sub-protocol.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssembly">The assembly of its commands.</param>
    public BasicSubProtocol(string name, Assembly commandAssembly)
        : this(name, [commandAssembly])
    {
    }

    /// <summary>Makes a sub-protocol.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    public BasicSubProtocol(string name, IEnumerable<Assembly> commandAssemblies)
        : this(name, commandAssemblies, new BasicSubCommandParser())
    {
    }

    /// <summary>Makes a sub-protocol whose messages have another form.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    /// <param name="requestInfoParser">Reads messages.</param>
    public BasicSubProtocol(string name, IEnumerable<Assembly> commandAssemblies, IRequestInfoParser<SubRequestInfo> requestInfoParser)
        : base(name)
    {
        _assemblies = [.. commandAssemblies];
        SubRequestParser = requestInfoParser;
    }

    /// <inheritdoc/>
    public override bool Initialize(IAppServer appServer, SubProtocolConfig? protocolConfig, ILog logger)
    {
        ArgumentNullException.ThrowIfNull(appServer);
        ArgumentNullException.ThrowIfNull(logger);
        IEnumerable<string?> configured = protocolConfig?.Commands.Cast<CommandConfig>().Select(command => command.Options?["assembly"]) ?? [];
        return configured.Where(name => !string.IsNullOrEmpty(name)).All(name => TryAddAssemblies(name!, logger))
            && TryLoadCommands(appServer, logger);
    }

    /// <inheritdoc/>
    public override bool TryGetCommand(string name, [NotNullWhen(true)] out ISubCommand<TWebSocketSession>? command)
    {
        command = null;
        return name != null && _commands.TryGetValue(name, out command);
    }

    /// <summary>Adds the commands of more assemblies, before <see cref="Initialize"/>.</summary>
    internal bool TryAddAssemblies(string names, ILog logger)
    {
        try
        {
            _assemblies.AddRange(AssemblyUtil.GetAssembliesFromStrings([names]));
            return true;
        }
        catch (Exception e)
        {
            logger.Error($"The command assembly '{names}' of the sub-protocol {Name} could not be loaded: {e.Message.TrimEnd()}", e);
            return false;
        }
    }

    private static bool IsCommand(Type type)
        => type is { IsAbstract: false, IsClass: true, ContainsGenericParameters: false } && typeof(ISubCommand<TWebSocketSession>).IsAssignableFrom(type);

    private bool TryLoadCommands(IAppServer appServer, ILog logger)
    {
        SubCommandFilterAttribute[] filters =
        [
            .. appServer.GetType().GetCustomAttributes<SubCommandFilterAttribute>(inherit: true)
                .Where(filter => string.IsNullOrEmpty(filter.SubProtocol) || filter.SubProtocol.Equals(Name, StringComparison.OrdinalIgnoreCase)),
        ];
        var commands = new Dictionary<string, ISubCommand<TWebSocketSession>>(StringComparer.OrdinalIgnoreCase);
        foreach (Type type in _assemblies.Distinct().SelectMany(assembly => assembly.GetExportedTypes()).Where(IsCommand))
        {
            var activator = appServer as ICommandActivator;
            if (activator is not { HasServices: true } && type.GetConstructor(Type.EmptyTypes) == null)
                continue;
            var command = (ISubCommand<TWebSocketSession>)(activator?.CreateCommand(type) ?? Activator.CreateInstance(type)!);
            (command as ISubCommandFilterLoader)?.LoadSubCommandFilters(filters);
            if (commands.TryAdd(command.Name, command))
                continue;
            Type other = commands[command.Name].GetType();
            logger.Error($"Two commands of the sub-protocol {Name} have the name '{command.Name}': {other.FullName} and {type.FullName}.");
            return false;
        }

        _commands = commands;
        return true;
    }
}

/// <summary>The sub-protocol Basic for servers that need no session type of their own.</summary>
public class BasicSubProtocol : BasicSubProtocol<WebSocketSession>
{
    /// <summary>Makes the sub-protocol Basic with the commands of the assembly that calls this.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BasicSubProtocol()
        : base(Assembly.GetCallingAssembly())
    {
    }

    /// <summary>Makes a sub-protocol with the commands of the assembly that calls this.</summary>
    /// <param name="name">Its name.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BasicSubProtocol(string name)
        : base(name, Assembly.GetCallingAssembly())
    {
    }

    /// <summary>Makes the sub-protocol Basic.</summary>
    /// <param name="commandAssembly">The assembly of its commands.</param>
    public BasicSubProtocol(Assembly commandAssembly)
        : base(commandAssembly)
    {
    }

    /// <summary>Makes the sub-protocol Basic.</summary>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    public BasicSubProtocol(IEnumerable<Assembly> commandAssemblies)
        : base(commandAssemblies)
    {
    }

    /// <summary>Makes a sub-protocol.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssembly">The assembly of its commands.</param>
    public BasicSubProtocol(string name, Assembly commandAssembly)
        : base(name, commandAssembly)
    {
    }

    /// <summary>Makes a sub-protocol.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    public BasicSubProtocol(string name, IEnumerable<Assembly> commandAssemblies)
        : base(name, commandAssemblies)
    {
    }

    /// <summary>Makes a sub-protocol whose messages have another form.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="commandAssemblies">The assemblies of its commands.</param>
    /// <param name="requestInfoParser">Reads messages.</param>
    public BasicSubProtocol(string name, IEnumerable<Assembly> commandAssemblies, IRequestInfoParser<SubRequestInfo> requestInfoParser)
        : base(name, commandAssemblies, requestInfoParser)
    {
    }
}
