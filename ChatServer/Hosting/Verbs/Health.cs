using System.CommandLine;
using System.Net;
using ChatServer.Admin.Http;
using ChatServer.Configuration;

namespace ChatServer.Hosting.Verbs;

/// <summary><c>health</c>: asks the running server whether it is ready, for containers and monitoring. The audit log does not record it.</summary>
internal sealed class Health : Verb
{
    private readonly Option<string?> _socket = AdminSwitches.CreateSocket();

    /// <summary>Creates the verb.</summary>
    public Health()
        : base("health", "Ask the running server whether it is ready: exit code 0 if it is, 3 if not.")
        => Add(_socket);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult arguments)
    {
        string? named = arguments.GetValue(_socket);
        string? found = named != null ? Path.GetFullPath(named) : ChatOptions.Load(FindConfigFile(arguments)).AdminSocket;
        if (found is not { } path)
            return ExitCodes.Fail("<admin path> has no socket to ask the server through.");
        AdminReply? reply = await AdminClient.TryGetReadinessAsync(path).ConfigureAwait(false);
        if (reply is { Status: HttpStatusCode.OK })
        {
            Console.WriteLine(reply.Text);
            return ExitCodes.Done;
        }

        ExitCodes.Fail(reply?.Text ?? (named != null ? $"no server listens at {path}." : "no server runs with this configuration file."));
        return ExitCodes.Unavailable;
    }
}
