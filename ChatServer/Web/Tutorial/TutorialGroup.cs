using System.Globalization;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Users;

namespace ChatServer.Web.Tutorial;

/// <summary>
/// The group of the tutorial's WebSocket: makes the lines and hands one to each member's mailbox, where it waits for a connection as every
/// message does. Thread-safe.
/// </summary>
/// <param name="options">Its members.</param>
/// <param name="time">The clock; lines tell the local time.</param>
internal sealed class TutorialGroup(TutorialOptions options, TimeProvider time)
{
    // Everybody gets the lines in one order. User.Lock may be taken while it is held.
    private readonly Lock _lock = new();

    /// <summary>The members, and who gets a message.</summary>
    public TutorialOptions Options { get; } = options;

    /// <summary>Whether there is a member of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => Options.Members.Contains(name, StringComparer.Ordinal);

    /// <summary>Sends a line to everybody.</summary>
    /// <param name="chat">Keeps the messages.</param>
    /// <param name="from">Who sends it.</param>
    /// <param name="member">Name of who sends it.</param>
    /// <param name="text">The text, safe to print.</param>
    /// <returns>What became of it where it was refused, by member.</returns>
    public List<(string Member, SendResult Result)> SendToAll(ChatService chat, User from, string member, string text)
    {
        List<(string, SendResult)> refused = [];
        lock (_lock)
        {
            string line = Line(member, text);
            foreach (string to in Options.Members)
            {
                SendOutcome outcome = chat.Send(from, TutorialOptions.GetId(to), line);
                if (IsRefused(outcome.Result))
                    refused.Add((to, outcome.Result));
            }
        }

        return refused;
    }

    /// <summary>Sends a line to one member.</summary>
    /// <param name="chat">Keeps the messages.</param>
    /// <param name="from">Who sends it.</param>
    /// <param name="member">Name of who sends it.</param>
    /// <param name="to">Name of who gets it.</param>
    /// <param name="text">The text, safe to print.</param>
    /// <returns>What became of it if it was refused.</returns>
    public List<(string Member, SendResult Result)> SendToOne(ChatService chat, User from, string member, string to, string text)
    {
        SendOutcome outcome = chat.Send(from, TutorialOptions.GetId(to), Line(member, text));
        return IsRefused(outcome.Result) ? [(to, outcome.Result)] : [];
    }

    private static bool IsRefused(SendResult result) => result is not (SendResult.Delivering or SendResult.StoredForLater);

    private string Line(string member, string text)
        => time.GetLocalNow().ToString("yyyy年MM月dd日 HH:mm:ss:fff", CultureInfo.InvariantCulture) + member + ":" + text;
}
