using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Storage.Disk;
using Microsoft.Extensions.Logging;

namespace ChatServer.Sessions;

/// <summary>What a process leaves to the next one at a planned restart, apart from the store: the passwords that it has verified.</summary>
/// <param name="options">The options.</param>
internal sealed partial class RestartMemory(ChatOptions options)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "verified-passwords";

    // A service manager makes this directory in memory, and removes it when the service is stopped and not restarted.
    private const string RuntimeDirectory = "RUNTIME_DIRECTORY";

    /// <summary>Takes over what the process before has left, before the first login.</summary>
    /// <param name="system">The chat that was opened.</param>
    /// <param name="log">Receives a log line.</param>
    public void Take(LocalChat system, ILogger log)
    {
        try
        {
            // A process without this directory has left it in the other one. Nobody would use it any more.
            if (RuntimePath != null && File.Exists(StorePath))
                File.Delete(StorePath);
            int count = Create(system).Take(system.Store.StopMark.Span);
            if (count > 0)
                LogTaken(log, count);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            LogNotTaken(log, e.Message);
        }
    }

    /// <summary>Leaves it to the next process, when everything is stored.</summary>
    /// <param name="system">The chat that was closed.</param>
    /// <param name="log">Receives a log line.</param>
    public void Leave(LocalChat system, ILogger log)
    {
        try
        {
            int count = Create(system).Write(system.Store.StopMark.Span);
            if (count > 0)
                LogLeft(log, count);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            LogNotLeft(log, e.Message);
        }
    }

    private static string? RuntimePath
        => Environment.GetEnvironmentVariable(RuntimeDirectory) is { Length: > 0 } directories ? Path.Combine(directories.Split(':')[0], FileName) : null;

    private string StorePath => Path.Combine(options.Store.Path, FileName);

    private PasswordHandOver Create(LocalChat system)
        => new(system.Accounts, RuntimePath ?? StorePath, options.Accounts.RestartMemory, TimeProvider.System);

    [LoggerMessage(2090, LogLevel.Information, "The verified passwords of {Count} accounts are taken over from the process before.")]
    private static partial void LogTaken(ILogger log, int count);

    [LoggerMessage(2091, LogLevel.Warning, "The verified passwords of the process before cannot be taken over, so first logins are slow: {Reason}")]
    private static partial void LogNotTaken(ILogger log, string reason);

    [LoggerMessage(2092, LogLevel.Information, "The verified passwords of {Count} accounts are left to the next process.")]
    private static partial void LogLeft(ILogger log, int count);

    [LoggerMessage(2093, LogLevel.Warning, "The verified passwords cannot be left to the next process, so its first logins are slow: {Reason}")]
    private static partial void LogNotLeft(ILogger log, string reason);
}
