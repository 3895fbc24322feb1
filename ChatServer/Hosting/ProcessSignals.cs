using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace ChatServer.Hosting;

/// <summary>
/// Says when the server is to stop: at the first SIGTERM, SIGINT or SIGQUIT, and when its terminal is closed. The second of these signals does what it
/// does by default: it ends the process at once. A SIGHUP that does not come from a closed terminal raises <see cref="HangUp"/>.
/// </summary>
internal sealed partial class ProcessSignals : IDisposable
{
    // A terminal program may send the signal before it closes the terminal.
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly int[] _terminals = [.. OperatingSystem.IsWindows() ? [] : new[] { 0, 1, 2 }.Where(descriptor => IsTerminal(descriptor) == 1)];

    /// <summary>Begins to listen.</summary>
    public ProcessSignals()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = _stop.TrySetResult()));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp));
    }

    /// <summary>Ends when the server is to stop.</summary>
    public Task Stop => _stop.Task;

    /// <summary>
    /// Raised by a SIGHUP while the terminal, if there is one, is open; on a thread of the pool. There is a handler while the servers run; before and
    /// after, the signal has no effect but a line in the log. A handler must not throw.
    /// </summary>
    public event Action? HangUp;

    /// <summary>Gets what is ignored.</summary>
    public ILogger? Log { get; set; }

    private bool IsTerminalClosed => Array.Exists(_terminals, descriptor => IsTerminal(descriptor) != 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void OnHangUp(PosixSignalContext context)
    {
        // On Windows the console window is being closed, and the process ends in any case.
        if (OperatingSystem.IsWindows())
        {
            context.Cancel = _stop.TrySetResult();
            return;
        }

        context.Cancel = true;
        if (IsTerminalClosed)
            _stop.TrySetResult();
        else
            _ = LookAgainAsync();
    }

    private async Task LookAgainAsync()
    {
        if (_terminals.Length > 0)
            await Task.Delay(SecondLook).ConfigureAwait(false);
        if (IsTerminalClosed)
            _stop.TrySetResult();
        else if (HangUp is { } handler)
            handler();
        else if (Log is { } log)
            LogIgnored(log);
    }

    [LoggerMessage(1210, LogLevel.Information, "SIGHUP has no effect while the server starts or stops.")]
    private static partial void LogIgnored(ILogger log);

    [DllImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IsTerminal(int descriptor);
}
