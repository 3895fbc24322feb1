namespace ChatServer.Benchmarks.Clients;

/// <summary>What a line of the server is about.</summary>
internal enum ServerLineKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A connection opened.</summary>
    Welcome,

    /// <summary>The language is English from now on.</summary>
    SpeaksEnglish,

    /// <summary>A login was accepted.</summary>
    LoggedIn,

    /// <summary>Receipts were turned on.</summary>
    ReceiptsOn,

    /// <summary>Receipts were turned off.</summary>
    ReceiptsOff,

    /// <summary>A message was stored: <see cref="ServerLine.Id"/>, <see cref="ServerLine.IsOnDisk"/>.</summary>
    Stored,

    /// <summary>A message was refused.</summary>
    NotStored,

    /// <summary>A message was taken, but cannot be written to disk now.</summary>
    NotOnDiskYet,

    /// <summary>The recipient of the message of the line before is offline.</summary>
    NotDeliveredYet,

    /// <summary>A message of ours was removed: <see cref="ServerLine.Id"/>.</summary>
    Confirmed,

    /// <summary>There was no such message to confirm: <see cref="ServerLine.Id"/>.</summary>
    NoSuchMessage,

    /// <summary>A recipient confirmed a message that we sent: <see cref="ServerLine.User"/>, <see cref="ServerLine.Id"/>.</summary>
    ConfirmedByRecipient,

    /// <summary>A message came: <see cref="ServerLine.User"/> sent it, <see cref="ServerLine.Text"/>, <see cref="ServerLine.Id"/>.</summary>
    Message,

    /// <summary>A login was not stored.</summary>
    NotLoggedIn,

    /// <summary>A command needs a login.</summary>
    LogInFirst,

    /// <summary>The user has logged in elsewhere.</summary>
    Kicked,

    /// <summary>Goodbye.</summary>
    Goodbye,

    /// <summary>The server stops in order.</summary>
    ShuttingDown,
}

/// <summary>A line of the server, in its English words, taken apart.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Id">Id of the message that it is about.</param>
/// <param name="User">The user whom it names.</param>
/// <param name="Text">A message's text.</param>
/// <param name="IsOnDisk">Whether a stored message is on disk.</param>
internal readonly record struct ServerLine(ServerLineKind Kind, Guid Id = default, string User = "", string Text = "", bool IsOnDisk = false)
{
    private const int IdLength = 36;

    /// <summary>What every client sends first: the words below are English.</summary>
    public const string SpeakEnglish = "Lang en\r\n";

    /// <summary>Takes a line apart.</summary>
    public static ServerLine Parse(string line)
    {
        switch (line)
        {
            case "Welcome to SuperSocket Chat Server":
                return new ServerLine(ServerLineKind.Welcome);
            case "The language is English":
                return new ServerLine(ServerLineKind.SpeaksEnglish);
            case "Logged in":
                return new ServerLine(ServerLineKind.LoggedIn);
            case "Receipts are on":
                return new ServerLine(ServerLineKind.ReceiptsOn);
            case "Receipts are off":
                return new ServerLine(ServerLineKind.ReceiptsOff);
            case "Account not stored: the server cannot write to its disk; try again later":
                return new ServerLine(ServerLineKind.NotLoggedIn);
            case "Please log in first: Check <id> <password>":
                return new ServerLine(ServerLineKind.LogInFirst);
            case "Your account has logged in elsewhere; you are disconnected":
                return new ServerLine(ServerLineKind.Kicked);
            case "Goodbye":
                return new ServerLine(ServerLineKind.Goodbye);
            case "The server is shutting down":
            case "服务器正在关闭":
                // It may come before the language has changed.
                return new ServerLine(ServerLineKind.ShuttingDown);
        }

        if (line.StartsWith("Not stored:", StringComparison.Ordinal))
            return new ServerLine(ServerLineKind.NotStored);
        if (line.StartsWith("Not delivered yet:", StringComparison.Ordinal))
            return new ServerLine(ServerLineKind.NotDeliveredYet);

        int space = line.LastIndexOf(' ');
        if (space < 0 || line.Length - space - 1 != IdLength || !Guid.TryParseExact(line.AsSpan(space + 1), "D", out Guid id))
            return default;
        return line[..space] switch
        {
            "Stored on disk" => new ServerLine(ServerLineKind.Stored, id, IsOnDisk: true),
            "Stored in memory" => new ServerLine(ServerLineKind.Stored, id),
            "Confirmed" => new ServerLine(ServerLineKind.Confirmed, id),
            "No such message" => new ServerLine(ServerLineKind.NoSuchMessage, id),
            string words => ParseWithUser(words, id),
        };
    }

    private static ServerLine ParseWithUser(string words, Guid id)
    {
        if (words.StartsWith("Not on disk yet:", StringComparison.Ordinal))
            return new ServerLine(ServerLineKind.NotOnDiskYet, id);
        int space = words.IndexOf(' ');
        if (space <= 0)
            return default;
        ReadOnlySpan<char> rest = words.AsSpan(space);
        ReadOnlySpan<string> starts = [" says: ", " sent you: "];
        foreach (string start in starts)
        {
            if (rest.StartsWith(start, StringComparison.Ordinal))
                return new ServerLine(ServerLineKind.Message, id, words[..space], rest[start.Length..].ToString());
        }

        return rest is " confirmed" ? new ServerLine(ServerLineKind.ConfirmedByRecipient, id, words[..space]) : default;
    }
}
