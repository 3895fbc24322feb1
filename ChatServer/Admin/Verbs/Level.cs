using ChatServer.Logging;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Shows and changes what is logged, until the server stops.</summary>
internal sealed class Level : AdminVerb
{
    private const string Default = "default";
    private const int MaxLogName = 100;
    private const int MaxLogs = 100;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "level",
        "show what is logged, or change it until the server stops",
        new AdminParameter("level", $"debug, info, warn, error, fatal or off; {Default} removes the level of a log") { IsOptional = true },
        new AdminParameter("log", "only the logs whose names start so, such as ChatSocket or Audit") { IsOption = true })
    {
        NeedsServer = true,
        NeedsNoStore = true,
    };

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        if (context.Service.Levels is not { } levels)
            return Task.FromResult(AdminResult.Refused("The application that runs this server has its own log, whose levels cannot be changed here."));
        if (arguments.Find("level") is { } text)
            Set(levels, arguments.Find("log") ?? LogLevels.All, text);
        return Task.FromResult(AdminResult.Of(new AdminTable("levels", new("log", "LOG"), new("level", "LEVEL"))
        {
            Rows = [.. levels.Get().Select(level => new object?[] { level.Key, LogLevels.NameOf(level.Value) })],
        }));
    }

    private static void Set(LogLevels levels, string log, string text)
    {
        bool isDefault = text.Equals(Default, StringComparison.OrdinalIgnoreCase);
        if (string.IsNullOrWhiteSpace(log) || log.Length > MaxLogName)
            throw new AdminArgumentException($"The name of a log has 1 to {MaxLogName} characters.");
        if (isDefault && log == LogLevels.All)
            throw new AdminArgumentException($"'{Default}' needs --log: the level of all logs can be changed, but not removed.");
        if (!LogLevels.TryParse(text, out Microsoft.Extensions.Logging.LogLevel level) && !isDefault)
            throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no level: write debug, info, warn, error, fatal, off or {Default}.");
        if (levels.Get().Count >= MaxLogs && !levels.Get().ContainsKey(log))
            throw new AdminArgumentException($"{MaxLogs} logs have levels of their own already.");
        levels.Set(log, isDefault ? null : level);
    }
}
