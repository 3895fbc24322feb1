using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Documentation;

internal static class StartExample
{
    // docs/engine.md shows what is between the braces.
    public static IBootstrap? Start(string configFile, IServiceProvider services, TextWriter output)
    {
        var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(configFile);
        bootstrap.Services = services;
        bootstrap.ErrorOutput = TextWriter.Null;
        if (!bootstrap.Initialize() || bootstrap.Start() != StartResult.Success)
        {
            output.WriteLine(bootstrap.LastError);
            return null;
        }

        return bootstrap;
    }
}
