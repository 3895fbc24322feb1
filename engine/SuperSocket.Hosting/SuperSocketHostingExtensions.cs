using Microsoft.Extensions.DependencyInjection;
using SuperSocket.Hosting;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs servers as a service of a host.</summary>
public static class SuperSocketHostingExtensions
{
    /// <summary>
    /// Runs the servers of a configuration file from the start of the host to its end. They log to the host, unless the file names a log factory; their
    /// commands get services of the host through their constructors. The host does not start if one of them cannot.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configFile">Path of the file; <see langword="null"/> for the program's own, <c>App.config</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSuperSocket(this IServiceCollection services, string? configFile = null)
        => services.AddSuperSocket(_ => configFile == null ? BootstrapFactory.CreateBootstrap() : BootstrapFactory.CreateBootstrapFromConfigFile(configFile));

    /// <summary>Runs the servers of a bootstrap that is made in code, such as <c>new DefaultBootstrap([server])</c> for servers that are set up.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="createBootstrap">Makes the bootstrap, when the host is started or a service asks for it.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSuperSocket(this IServiceCollection services, Func<IServiceProvider, IBootstrap> createBootstrap)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(createBootstrap);
        return services.AddSingleton(createBootstrap).AddHostedService<SuperSocketService>();
    }

    /// <summary>Runs the servers of a configuration file in the host, as <see cref="AddSuperSocket(IServiceCollection, string)"/> says.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configFile">Path of the file; <see langword="null"/> for the program's own, <c>App.config</c>.</param>
    /// <returns>The same builder.</returns>
    public static IHostBuilder UseSuperSocket(this IHostBuilder builder, string? configFile = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices((_, services) => services.AddSuperSocket(configFile));
    }

    /// <summary>Runs the servers of a configuration file in the host, as <see cref="AddSuperSocket(IServiceCollection, string)"/> says.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configFile">Path of the file; <see langword="null"/> for the program's own, <c>App.config</c>.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder UseSuperSocket<TBuilder>(this TBuilder builder, string? configFile = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSuperSocket(configFile);
        return builder;
    }
}
