using System.Runtime.CompilerServices;
using ChatServer.Admin.Peers;
using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Logging;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;

namespace ChatServer.Admin;

/// <summary>Carries out what administrators ask of the servers of one bootstrap, whatever door they come through. Thread-safe.</summary>
internal sealed class AdminService
{
    private static readonly ConditionalWeakTable<IBootstrap, AdminService> OfBootstraps = [];

    private readonly IBootstrap _bootstrap;
    private readonly string _directory;
    private readonly AuditLog _audit;
    private volatile ILog? _log;

    private AdminService(IBootstrap bootstrap)
    {
        _bootstrap = bootstrap;
        _directory = SharedChatSystem.Of(bootstrap).Options.Store.Path;
        _audit = new AuditLog(_directory);
        Health = new ServerHealth(bootstrap);
        SharedChatSystem.Of(bootstrap).AnswerPeer = new PeerQuestions(this).AnswerAsync;
    }

    /// <summary>When the process started its service.</summary>
    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Whether clients should be sent here.</summary>
    public ServerHealth Health { get; }

    /// <summary>The servers, also those that do not run.</summary>
    public IEnumerable<ChatAppServer> Servers => _bootstrap.AppServers.OfType<ChatAppServer>();

    /// <summary>The domain; <see langword="null"/> while no server runs.</summary>
    public IChat? Chat => SharedChatSystem.Of(_bootstrap).System;

    /// <summary>The levels of the logs; <see langword="null"/> if the application has a log of its own.</summary>
    public LogLevels? Levels { get; set; }

    /// <summary>Gets what was done, and what failed.</summary>
    public ILog Log
    {
        get => _log ??= (_bootstrap.AppServers.OfType<IAppServer>().FirstOrDefault()?.LogFactory ?? new ConsoleLogFactory()).GetLog(AuditLog.LogName);
        set => _log = value;
    }

    /// <summary>The service of a bootstrap.</summary>
    /// <param name="bootstrap">The bootstrap.</param>
    public static AdminService Of(IBootstrap bootstrap) => OfBootstraps.GetValue(bootstrap, key => new AdminService(key));

    /// <summary>Carries a verb out on the data of a server that does not run.</summary>
    /// <param name="chat">The data.</param>
    /// <param name="directory">Their directory.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="log">Gets what was done.</param>
    public static async Task<AdminResult> ExecuteOfflineAsync(
        IChat chat, string directory, AdminCaller caller, AdminVerb verb, AdminArguments arguments, ILog log)
    {
        AdminResult result = verb.Description.NeedsServer
            ? AdminResult.Unavailable($"'{verb.Description.Name}' needs a running server, and none runs.")
            : await ExecuteAsync(verb, new AdminContext(chat, caller, directory), arguments, log).ConfigureAwait(false);
        new AuditLog(directory).Write(caller, verb.Description.Name, arguments.Shown, result, log);
        return result;
    }

    /// <summary>Reads the configuration file again, as when it is saved.</summary>
    /// <exception cref="InvalidOperationException">No server runs.</exception>
    public ConfigurationReload Reload() => ((DefaultBootstrap)_bootstrap).Reload();

    /// <summary>Records that the configuration file was read again without an administrator who asked for it.</summary>
    /// <param name="door">Why it was read.</param>
    /// <param name="reload">What came of it.</param>
    public void RecordReload(AdminDoor door, ConfigurationReload reload)
        => _audit.Write(new AdminCaller("system", door, "local"), "reload", [], Verbs.Reload.ToResult(reload), Log);

    /// <summary>Carries a verb out, at all servers with the same store if it concerns them, and records that.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The result. No exception escapes.</returns>
    public async Task<AdminResult> ExecuteAsync(AdminCaller caller, AdminVerb verb, AdminArguments arguments)
    {
        AdminResult result = await ExecuteHereAsync(caller, verb, arguments).ConfigureAwait(false);
        return verb.Description.IsForAllServers && result.Status != AdminStatus.InvalidArguments && Chat?.Peers is { } peers
            ? await PeerQuestions.AskAsync(peers, caller, verb, arguments, result).ConfigureAwait(false)
            : result;
    }

    /// <summary>Carries a verb out at this server only, and records that.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The result. No exception escapes.</returns>
    public async Task<AdminResult> ExecuteHereAsync(AdminCaller caller, AdminVerb verb, AdminArguments arguments)
    {
        IChat? chat = Chat;
        AdminResult result = chat != null || verb.Description.NeedsNoStore
            ? await ExecuteAsync(verb, new AdminContext(chat, caller, _directory, this), arguments, Log).ConfigureAwait(false)
            : AdminResult.Unavailable(Health.FindReason() ?? "No chat server runs.");
        _audit.Write(caller, verb.Description.Name, arguments.Shown, result, Log);
        return result;
    }

    /// <summary>Carries out what a line asks for.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="words">The verb and its arguments.</param>
    /// <returns>The result. No exception escapes.</returns>
    public async Task<AdminResult> ExecuteLineAsync(AdminCaller caller, IReadOnlyList<string> words)
    {
        if (!AdminVerbs.TryFind(words, out AdminVerb? verb, out int count))
            return AdminResult.NotFound($"There is no verb '{PrintableText.Line(string.Join(' ', words.Take(2)))}'.");
        try
        {
            return await ExecuteAsync(caller, verb, AdminLine.Parse(verb.Description, [.. words.Skip(count)])).ConfigureAwait(false);
        }
        catch (AdminArgumentException e)
        {
            return new AdminResult(AdminStatus.InvalidArguments, e.Message);
        }
    }

    private static async Task<AdminResult> ExecuteAsync(AdminVerb verb, AdminContext context, AdminArguments arguments, ILog log)
    {
        try
        {
            arguments.CheckComplete();
            return await verb.ExecuteAsync(context, arguments).ConfigureAwait(false);
        }
        catch (AdminArgumentException e)
        {
            return new AdminResult(AdminStatus.InvalidArguments, e.Message);
        }
        catch (StoreException e)
        {
            return AdminResult.Unavailable($"Not stored: the server cannot write to its disk ({e.Message}); it is stored when the disk recovers.");
        }
        catch (ObjectDisposedException)
        {
            return AdminResult.Unavailable("The server stops.");
        }
        catch (Exception e)
        {
            log.Error($"The admin verb '{verb.Description.Name}' failed.", e);
            return new AdminResult(AdminStatus.Failed, "The server failed to do it; its log says why.");
        }
    }
}
