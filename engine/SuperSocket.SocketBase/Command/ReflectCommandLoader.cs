using System.Reflection;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase.Command;

/// <summary>
/// Finds commands among the public classes of the server's assembly and of the configured command assemblies; if there are none,
/// among those of the program itself.
/// </summary>
/// <typeparam name="TCommand">The commands' type.</typeparam>
public class ReflectCommandLoader<TCommand> : CommandLoaderBase<TCommand>
    where TCommand : class, ICommand
{
    private IAppServer? _appServer;

    /// <inheritdoc/>
    public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
    {
        _appServer = appServer;
        if (appServer.Config.Options?["commandAssembly"] == null)
            return true;

        OnError("The attribute 'commandAssembly' is no longer known; use the child element <commandAssemblies><add assembly=\"...\"/></commandAssemblies>.");
        return false;
    }

    /// <inheritdoc/>
    public override bool TryLoadCommands(out IEnumerable<TCommand> commands)
    {
        commands = [];
        if (_appServer == null)
            throw new InvalidOperationException("Initialize was not called.");

        var assemblies = new List<Assembly>();
        Assembly serverAssembly = _appServer.GetType().Assembly;
        if (serverAssembly != typeof(IAppServer).Assembly)
            assemblies.Add(serverAssembly);

        foreach (ICommandAssemblyConfig config in _appServer.Config.CommandAssemblies ?? [])
        {
            try
            {
                assemblies.AddRange(AssemblyUtil.GetAssembliesFromStrings([config.Assembly ?? string.Empty]));
            }
            catch (Exception e)
            {
                OnError(new Exception($"The command assembly '{config.Assembly}' could not be loaded: {e.Message.TrimEnd()}", e));
                return false;
            }
        }

        try
        {
            List<TCommand> found = CreateCommands(assemblies);
            if (found.Count == 0 && Assembly.GetEntryAssembly() is { } program && !assemblies.Contains(program))
                found = CreateCommands([program]);
            commands = found;
            return true;
        }
        catch (Exception e)
        {
            OnError(e);
            return false;
        }
    }

    private List<TCommand> CreateCommands(IEnumerable<Assembly> assemblies)
        => [.. assemblies.Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsAbstract: false, IsClass: true, ContainsGenericParameters: false } && typeof(TCommand).IsAssignableFrom(type))
            .Select(Create)];

    private TCommand Create(Type type)
    {
        try
        {
            return (TCommand)(_appServer is ICommandActivator activator ? activator.CreateCommand(type) : Activator.CreateInstance(type)!);
        }
        catch (MissingMethodException)
        {
            throw new Exception($"The command '{type.FullName}' has no public constructor without parameters.");
        }
        catch (TargetInvocationException e)
        {
            throw new Exception($"The constructor of the command '{type.FullName}' failed: {e.InnerException?.Message}", e.InnerException);
        }
    }
}
