using System.Diagnostics.CodeAnalysis;

namespace SuperSocket.SocketBase;

/// <summary>Runs work on the thread pool; what it throws goes to a handler or, without one, to the log as an Error.</summary>
[SuppressMessage("Naming", "CA1724", Justification = "The name is part of the programming model.")]
public static class Async
{
    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception.</param>
    /// <param name="task">The work.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action task)
        => Run(logProvider, task, TaskCreationOptions.None, null);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception.</param>
    /// <param name="task">The work.</param>
    /// <param name="taskOption">How to run it.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action task, TaskCreationOptions taskOption)
        => Run(logProvider, task, taskOption, null);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception of the handler.</param>
    /// <param name="task">The work.</param>
    /// <param name="exceptionHandler">Gets what the work throws.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action task, Action<Exception> exceptionHandler)
        => Run(logProvider, task, TaskCreationOptions.None, exceptionHandler);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception of the handler.</param>
    /// <param name="task">The work.</param>
    /// <param name="taskOption">How to run it.</param>
    /// <param name="exceptionHandler">Gets what the work throws.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action task, TaskCreationOptions taskOption, Action<Exception> exceptionHandler)
        => Run(logProvider, task, taskOption, exceptionHandler);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception.</param>
    /// <param name="task">The work.</param>
    /// <param name="state">Given to the work.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action<object> task, object state)
        => Run(logProvider, () => task(state), TaskCreationOptions.None, null);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception.</param>
    /// <param name="task">The work.</param>
    /// <param name="state">Given to the work.</param>
    /// <param name="taskOption">How to run it.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action<object> task, object state, TaskCreationOptions taskOption)
        => Run(logProvider, () => task(state), taskOption, null);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception of the handler.</param>
    /// <param name="task">The work.</param>
    /// <param name="state">Given to the work.</param>
    /// <param name="exceptionHandler">Gets what the work throws.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(this ILoggerProvider logProvider, Action<object> task, object state, Action<Exception> exceptionHandler)
        => Run(logProvider, () => task(state), TaskCreationOptions.None, exceptionHandler);

    /// <summary>Runs work on the thread pool.</summary>
    /// <param name="logProvider">Whose log gets an exception of the handler.</param>
    /// <param name="task">The work.</param>
    /// <param name="state">Given to the work.</param>
    /// <param name="taskOption">How to run it.</param>
    /// <param name="exceptionHandler">Gets what the work throws.</param>
    /// <returns>Ends with the work; never faults.</returns>
    public static Task AsyncRun(
        this ILoggerProvider logProvider,
        Action<object> task,
        object state,
        TaskCreationOptions taskOption,
        Action<Exception> exceptionHandler)
        => Run(logProvider, () => task(state), taskOption, exceptionHandler);

    private static Task Run(ILoggerProvider logProvider, Action task, TaskCreationOptions option, Action<Exception>? exceptionHandler)
        => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    try
                    {
                        task();
                    }
                    catch (Exception e) when (exceptionHandler != null)
                    {
                        exceptionHandler(e);
                    }
                }
                catch (Exception e)
                {
                    logProvider.Logger.Error("Work on the thread pool failed.", e);
                }
            },
            CancellationToken.None,
            option,
            TaskScheduler.Default);
}
