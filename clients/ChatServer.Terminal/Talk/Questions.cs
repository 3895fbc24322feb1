using ChatServer.Client;
using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Words;

namespace ChatServer.Terminal.Talk;

/// <summary>Commands that ask the server something, or set something there, and show its reply.</summary>
/// <param name="client">Who asks.</param>
/// <param name="words">The language.</param>
/// <param name="note">Shows a line.</param>
/// <param name="end">Ends the waiting.</param>
internal sealed class Questions(ChatClient client, TerminalWords words, Action<string, Tone> note, CancellationToken end)
{
    /// <summary>Who is online, or who of some.</summary>
    public async Task WhoAsync(string[] ids)
    {
        if (ids.Length == 0)
        {
            OnlineUsers online = await client.WhoAsync(end);
            string more = online.Count > online.Ids.Count ? " ..." : string.Empty;
            note(words.WhoIsOnline(online.Count, string.Join(", ", online.Ids) + more), Tone.Normal);
            return;
        }

        IReadOnlyList<string> some = await client.WhoAsync(ids[..Math.Min(ids.Length, 100)], end);
        note(some.Count > 0 ? words.WhoIsOnline(some.Count, string.Join(", ", some)) : words.NobodyOf(string.Join(", ", ids)), Tone.Normal);
    }

    /// <summary>In which groups the person is.</summary>
    public async Task GroupsAsync()
    {
        IReadOnlyList<GroupSummary> groups = await client.GroupsAsync(end);
        string list = string.Join(", ", groups.Select(group => $"#{group.Group} ({group.Members})"));
        note(groups.Count == 0 ? words.NoGroups : words.Groups(list), Tone.Normal);
    }

    /// <summary>Who is in a group.</summary>
    public async Task MembersAsync(string group)
    {
        GroupMembers members = await client.MembersAsync(group, end);
        int others = members.Count - members.Online.Count - members.Offline.Count;
        note(words.Members(group, string.Join(", ", members.Online), string.Join(", ", members.Offline), others), Tone.Normal);
    }

    /// <summary>Refuses messages from somebody.</summary>
    public async Task BlockAsync(string id)
    {
        await client.BlockAsync(id, end);
        note(words.IsBlocked(id), Tone.Quiet);
    }

    /// <summary>Accepts them again.</summary>
    public async Task UnblockAsync(string id)
    {
        await client.UnblockAsync(id, end);
        note(words.IsUnblocked(id), Tone.Quiet);
    }

    /// <summary>Whose messages are refused.</summary>
    public async Task BlockedAsync() => note(words.Blocked(string.Join(", ", await client.BlockedAsync(end))), Tone.Normal);
}
