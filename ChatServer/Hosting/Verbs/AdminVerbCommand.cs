using System.CommandLine;
using System.Configuration;
using System.Net;
using ChatServer.Admin;
using ChatServer.Admin.Http;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Logging;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Hosting.Verbs;

/// <summary>An admin verb on the command line: asks the running server for it, and does it itself if none runs and none is needed.</summary>
internal sealed class AdminVerbCommand : Verb
{
    private readonly AdminVerb _verb;
    private readonly AdminVerbSymbols _symbols;
    private readonly AdminSwitches _switches;

    /// <summary>Creates the command of a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="switches">The options that all verbs have.</param>
    public AdminVerbCommand(AdminVerb verb, AdminSwitches switches)
        : base(verb.Description.Name.Split(' ')[^1], ToSentence(verb.Description.Help))
    {
        _verb = verb;
        _switches = switches;
        _symbols = new AdminVerbSymbols(verb.Description);
        _symbols.AddTo(this);
    }

    /// <summary>Writes a phrase as the help has it.</summary>
    /// <param name="phrase">The phrase.</param>
    public static string ToSentence(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..] + ".";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult arguments)
    {
        bool isJson = arguments.GetValue(_switches.Json);
        if (arguments.GetValue(_switches.Socket) is { } socket)
            return await AskAsync(Path.GetFullPath(socket), arguments, isJson).ConfigureAwait(false);
        ChatOptions options = LoadOptions(FindConfigFile(arguments));
        AdminArguments given = await _symbols.ReadAsync(arguments).ConfigureAwait(false);
        if (DirectoryTrust.FindDanger(options.Store.Path) is { } danger)
            await Console.Error.WriteLineAsync($"{ProgramVersion.Name}: {danger}").ConfigureAwait(false);
        AdminReply? reply = options.AdminSocket is { } path
            ? await AdminClient.TryAskAsync(path, _verb.Description, given, isJson).ConfigureAwait(false)
            : null;
        if (reply != null)
            return Report(GetExitCode(reply.Status), reply.Text, isJson);
        AdminResult result = await ExecuteHereAsync(options, given, isJson).ConfigureAwait(false);
        return Report(GetExitCode(result.Status), isJson ? AdminJson.Write(result).ToString(Formatting.None) : AdminText.Write(result), isJson);
    }

    private static ChatOptions LoadOptions(string file)
    {
        try
        {
            return ChatOptions.Load(file);
        }
        catch (ConfigurationErrorsException e)
        {
            string reason = ConfigurationError.Describe(e);
            const string Hint = "To ask a server that runs all the same, name its socket: --socket PATH (admin.sock in the directory of its store).";
            throw new ArgumentException($"{reason} {Hint}", e);
        }
    }

    private async Task<int> AskAsync(string path, ParseResult arguments, bool isJson)
    {
        AdminArguments given = await _symbols.ReadAsync(arguments).ConfigureAwait(false);
        AdminReply? reply = await AdminClient.TryAskAsync(path, _verb.Description, given, isJson).ConfigureAwait(false);
        if (reply != null)
            return Report(GetExitCode(reply.Status), reply.Text, isJson);
        ExitCodes.Fail($"no server listens at {path}.");
        return ExitCodes.Unavailable;
    }

    private static int Report(int exitCode, string text, bool isJson)
    {
        if (exitCode != ExitCodes.Done && !isJson)
            ExitCodes.Fail(text);
        else if (text.Length > 0)
            Console.WriteLine(text);
        return exitCode;
    }

    private static int GetExitCode(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => ExitCodes.Done,
        HttpStatusCode.BadRequest => ExitCodes.WrongArguments,
        HttpStatusCode.ServiceUnavailable => ExitCodes.Unavailable,
        _ => ExitCodes.Failed,
    };

    private static int GetExitCode(AdminStatus status) => status switch
    {
        AdminStatus.Done => ExitCodes.Done,
        AdminStatus.InvalidArguments => ExitCodes.WrongArguments,
        AdminStatus.Unavailable => ExitCodes.Unavailable,
        _ => ExitCodes.Failed,
    };

    private string DescribeOffline(string directory)
        => $"{ProgramVersion.Name}: no server runs with this configuration file; '{_verb.Description.Name}' works on the data in {directory}.";

    private async Task<AdminResult> ExecuteHereAsync(ChatOptions options, AdminArguments given, bool isJson)
    {
        if (_verb.Description.NeedsServer)
            return AdminResult.Unavailable($"no server runs with this configuration file, and '{_verb.Description.Name}' needs one.");
        if (options.Store.Type == StoreType.Memory)
            return AdminResult.Unavailable("the store is of the type memory, and no server runs: there is nothing to change.");
        if (!isJson)
            await Console.Error.WriteLineAsync(DescribeOffline(options.Store.Path)).ConfigureAwait(false);

        if (options.Store.Type == StoreType.Postgres)
            return AdminResult.Unavailable("the store is of the type postgres: start a server, and any server of the database does this.");

        using ILoggerFactory loggers = ChatLogging.CreateFactory(LogLevels.Map(options.LogLevel));
        await using LocalChat system = LocalChat.Open(options, loggers.CreateLogger("Accounts"));
        var caller = new AdminCaller(Environment.UserName, AdminDoor.Offline, "local");
        ILog log = new ChatLogFactory(loggers).GetLog(AuditLog.LogName);
        return await AdminService.ExecuteOfflineAsync(system, options.Store.Path, caller, _verb, given, log).ConfigureAwait(false);
    }
}
