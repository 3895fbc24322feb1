using System.Configuration;
using System.Runtime.InteropServices;
using ChatServer.Configuration;
using ChatServer.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Runs the servers of a configuration file until the process is asked to stop.</summary>
/// <param name="commandLine">What the program was asked for.</param>
public sealed class ChatHost(CommandLine commandLine)
{
    private const int Stopped = 0;
    private const int Failed = 1;

    /// <summary>Runs. Errors are a line each on standard error.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stop);
        using PosixSignalRegistration hangUp = StopOn(PosixSignal.SIGHUP, stop);
        using PosixSignalRegistration quit = StopOn(PosixSignal.SIGQUIT, stop);
        try
        {
            IBootstrap bootstrap = commandLine.ConfigFile == null
                ? BootstrapFactory.CreateBootstrap()
                : BootstrapFactory.CreateBootstrapFromConfigFile(commandLine.ConfigFile);
            using var logFactory = new ChatLogFactory(ChatOptions.Load(bootstrap.StartupConfigFile).LogLevel);

            // Our log goes to standard error already: one line for one error.
            ((DefaultBootstrap)bootstrap).ErrorOutput = TextWriter.Null;
            return await RunAsync(bootstrap, logFactory, stop.Task);
        }
        catch (ConfigurationErrorsException e)
        {
            return Fail(ConfigurationError.Describe(e));
        }
        catch (Exception e)
        {
            // For the person who runs it: what is wrong, without the name of our parameter.
            return Fail(e.Message.Split(" (Parameter")[0]);
        }
    }

    private static async Task<int> RunAsync(IBootstrap bootstrap, ChatLogFactory logFactory, Task stop)
    {
        bool ready = string.IsNullOrEmpty(bootstrap.Config.LogFactory) ? bootstrap.Initialize(logFactory) : bootstrap.Initialize();
        if (!ready)
            return Failed;

        StartResult result = bootstrap.Start();
        if (result != StartResult.Success)
        {
            bootstrap.Stop();
            return result == StartResult.None ? Fail($"The configuration file {bootstrap.StartupConfigFile} names no server to run.") : Failed;
        }

        StartupReport.Write(Console.Out, bootstrap);
        await stop;
        Console.Out.WriteLine("Stopping ...");
        bootstrap.Stop();
        Console.Out.WriteLine("Stopped.");
        return Stopped;
    }

    // The second signal does what it does by default: it ends the process at once.
    private static PosixSignalRegistration StopOn(PosixSignal signal, TaskCompletionSource stop)
        => PosixSignalRegistration.Create(signal, context => context.Cancel = stop.TrySetResult());

    private static int Fail(string error)
    {
        Console.Error.WriteLine($"ChatServer: {PrintableText.Line(error)}");
        return Failed;
    }
}
