using System.Diagnostics;
using ChatServer.Core.Delivery;

namespace ChatServer.Telemetry;

/// <summary>
/// The activity source <c>ChatServer</c>: a span for each login and for each message that is sent. Without a listener nothing is created. Spans say what
/// happened, never who or what was written. Thread-safe.
/// </summary>
internal static class ChatTraces
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = ProgramVersion.Name;

    private static readonly ActivitySource Source = new(SourceName, ProgramVersion.Text);

    /// <summary>Whether somebody may want spans. Cheap enough to be asked for each message.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>Starts the span of a login.</summary>
    /// <param name="server">Name of the server.</param>
    /// <returns>The span, to be disposed of; <see langword="null"/> if nobody wants it.</returns>
    public static Activity? StartLogin(string server) => Source.StartActivity("chat.login", ActivityKind.Server)?.SetTag("server", server);

    /// <summary>Says how the login ended.</summary>
    /// <param name="activity">The span, if there is one.</param>
    /// <param name="result">One of <see cref="LoginResults"/>.</param>
    /// <param name="isLoggedIn">Whether the user is logged in.</param>
    public static void EndLogin(Activity? activity, string result, bool isLoggedIn)
    {
        activity?.SetTag("result", result);
        if (!isLoggedIn)
            activity?.SetStatus(ActivityStatusCode.Error, result);
    }

    /// <summary>Starts the span of a message: from the command until it is stored in memory and delivered, if the recipient is online.</summary>
    /// <param name="server">Name of the server.</param>
    /// <param name="command">Name of the command.</param>
    /// <returns>The span, to be disposed of; <see langword="null"/> if nobody wants it.</returns>
    public static Activity? StartMessage(string server, string command)
        => Source.StartActivity("chat.message", ActivityKind.Server)?.SetTag("server", server).SetTag("command", command);

    /// <summary>Says what became of the message whose span is the current one.</summary>
    /// <param name="outcome">What became of it.</param>
    public static void SetOutcome(in SendOutcome outcome)
    {
        if (!IsOn || Activity.Current is not { } activity || activity.Source != Source)
            return;
        if (MessageResults.GetReason(outcome.Result) is { } reason)
        {
            activity.SetTag("result", reason);
            if (outcome.Result != SendResult.Repeated)
                activity.SetStatus(ActivityStatusCode.Error, reason);
            return;
        }

        activity.SetTag("result", outcome.Result == SendResult.StoredForLater ? "stored" : "delivering");
        activity.SetTag("messaging.message.id", outcome.Id.ToString());
    }
}
