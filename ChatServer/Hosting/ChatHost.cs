using System.Runtime.InteropServices;
using ChatServer.Configuration;
using ChatServer.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Runs the servers of a configuration file until the process is asked to stop.</summary>
/// <param name="configFile">The file; <see langword="null"/> for the program's own.</param>
public sealed class ChatHost(string? configFile) : IVerb
{
    /// <inheritdoc/>
    public async Task<int> RunAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stop);
        using PosixSignalRegistration hangUp = StopOn(PosixSignal.SIGHUP, stop);
        using PosixSignalRegistration quit = StopOn(PosixSignal.SIGQUIT, stop);
        try
        {
            IBootstrap bootstrap = configFile == null
                ? BootstrapFactory.CreateBootstrap()
                : BootstrapFactory.CreateBootstrapFromConfigFile(configFile);
            using var logFactory = new ChatLogFactory(ChatOptions.Load(bootstrap.StartupConfigFile).LogLevel);

            // Our log goes to standard error already: one line for one error.
            ((DefaultBootstrap)bootstrap).ErrorOutput = TextWriter.Null;
            return await RunAsync(bootstrap, logFactory, stop.Task);
        }
        catch (Exception e)
        {
            return ExitCodes.Fail(ConfigurationError.Describe(e));
        }
    }

    private static async Task<int> RunAsync(IBootstrap bootstrap, ChatLogFactory logFactory, Task stop)
    {
        bool ready = string.IsNullOrEmpty(bootstrap.Config.LogFactory) ? bootstrap.Initialize(logFactory) : bootstrap.Initialize();
        if (!ready)
            return ExitCodes.Failed;

        StartResult result = bootstrap.Start();
        if (result != StartResult.Success)
        {
            bootstrap.Stop();
            return result == StartResult.None ? ExitCodes.Fail($"The configuration file {bootstrap.StartupConfigFile} names no server to run.") : ExitCodes.Failed;
        }

        StartupReport.Write(Console.Out, bootstrap);
        await stop;
        Console.Out.WriteLine("Stopping ...");
        bootstrap.Stop();
        Console.Out.WriteLine("Stopped.");
        return ExitCodes.Done;
    }

    // The second signal does what it does by default: it ends the process at once.
    private static PosixSignalRegistration StopOn(PosixSignal signal, TaskCompletionSource stop)
        => PosixSignalRegistration.Create(signal, context => context.Cancel = stop.TrySetResult());
}
