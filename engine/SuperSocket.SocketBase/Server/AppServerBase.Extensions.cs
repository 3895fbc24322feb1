using Microsoft.Extensions.DependencyInjection;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <content>What goes beyond the 1.6 model; docs/engine.md describes it.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : ICommandActivator
{
    internal const string SlowClientAttribute = "slowClient";

    // Those that this class reads itself.
    private static readonly string[] OwnOptions = [SlowClientAttribute, EngineOption.IdleCountsReceivesOnly];

    private IServiceProvider? _services;

    /// <summary>
    /// What commands get through their constructors. Set it before set-up; by default that of the bootstrap, which may have none.
    /// </summary>
    public IServiceProvider? Services
    {
        get => _services ?? (Bootstrap as IServiceSource)?.Services;
        set => _services = value;
    }

    /// <summary>What <c>Send</c> does when a peer reads too slowly: attribute <c>slowClient</c>.</summary>
    public SlowClientPolicy SlowClientPolicy { get; private set; }

    /// <summary>
    /// Makes a command that was found by reflection: through <see cref="Services"/> where there are any, else by its public constructor
    /// without parameters.
    /// </summary>
    /// <param name="commandType">The command's class.</param>
    /// <returns>The command.</returns>
    protected virtual object CreateCommand(Type commandType)
        => Services == null ? Activator.CreateInstance(commandType)! : ActivatorUtilities.GetServiceOrCreateInstance(Services, commandType);

    bool ICommandActivator.HasServices => Services != null;

    object ICommandActivator.CreateCommand(Type commandType) => CreateCommand(commandType);

    private bool SetUpExtensions()
    {
        try
        {
            ReadOptions();
            return true;
        }
        catch (ArgumentException e)
        {
            Logger.Error($"The server {Name} cannot be set up: {e.Message}.");
            return false;
        }
    }

    /// <exception cref="ArgumentException">An option has a wrong value.</exception>
    private void ReadOptions()
    {
        IdleCountsReceivesOnly = EngineOption.Flag(Config, EngineOption.IdleCountsReceivesOnly);
        string policy = EngineOption.Text(Config, SlowClientAttribute);
        if (policy.Length == 0)
            SlowClientPolicy = SlowClientPolicy.Wait;
        else if (Enum.TryParse(policy, ignoreCase: true, out SlowClientPolicy parsed) && Enum.IsDefined(parsed))
            SlowClientPolicy = parsed;
        else
            throw new ArgumentException($"{SlowClientAttribute}=\"{policy}\" is not known; use Wait, Drop or Close");
    }
}

/// <summary>Makes the commands of a server.</summary>
internal interface ICommandActivator
{
    /// <summary>Whether constructors of commands may have parameters.</summary>
    bool HasServices { get; }

    /// <summary>Makes a command.</summary>
    object CreateCommand(Type commandType);
}

/// <summary>Our extension: a bootstrap that has services for the commands of its servers.</summary>
public interface IServiceSource
{
    /// <summary>The services; <see langword="null"/> for none.</summary>
    IServiceProvider? Services { get; }
}
