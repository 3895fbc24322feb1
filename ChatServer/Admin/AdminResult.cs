namespace ChatServer.Admin;

/// <summary>How a verb ended.</summary>
internal enum AdminStatus
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The arguments are wrong.</summary>
    InvalidArguments,

    /// <summary>What it is about does not exist.</summary>
    NotFound,

    /// <summary>It is not possible in the present state.</summary>
    Refused,

    /// <summary>It is not possible now: the server starts or stops, or the store cannot write.</summary>
    Unavailable,

    /// <summary>The server failed; its log says why.</summary>
    Failed,
}

/// <summary>What a verb has to say: the same for people and for programs.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">A sentence for people; may be empty if there are fields or a table.</param>
internal sealed record AdminResult(AdminStatus Status, string Message = "")
{
    /// <summary>
    /// Single values. A value is a string, a number, a <see cref="bool"/>, a <see cref="DateTimeOffset"/>, a <see cref="TimeSpan"/> or <see langword="null"/>.
    /// </summary>
    public IReadOnlyList<AdminField> Fields { get; init; } = [];

    /// <summary>Tables.</summary>
    public IReadOnlyList<AdminTable> Tables { get; init; } = [];

    /// <summary>The same with fewer rows, for clients that can take only so much.</summary>
    /// <param name="maxRows">The largest number of rows of a table.</param>
    public AdminResult Shorten(int maxRows)
    {
        if (!Tables.Any(table => table.Rows.Count > maxRows))
            return this;
        string hint = $"A table has more than {maxRows} rows; the command line shows all of them.";
        return this with
        {
            Message = Message.Length > 0 ? $"{Message} {hint}" : hint,
            Tables = [.. Tables.Select(table => table with { Rows = [.. table.Rows.Take(maxRows)] })],
        };
    }

    /// <summary>It is done.</summary>
    /// <param name="message">What was done.</param>
    public static AdminResult Done(string message) => new(AdminStatus.Done, message);

    /// <summary>It is done, and these are the values.</summary>
    /// <param name="fields">The values.</param>
    public static AdminResult Of(params AdminField[] fields) => new(AdminStatus.Done) { Fields = fields };

    /// <summary>It is done, and these are the tables.</summary>
    /// <param name="tables">The tables.</param>
    public static AdminResult Of(params AdminTable[] tables) => new(AdminStatus.Done) { Tables = tables };

    /// <summary>What it is about does not exist.</summary>
    /// <param name="message">What does not exist.</param>
    public static AdminResult NotFound(string message) => new(AdminStatus.NotFound, message);

    /// <summary>It is not possible.</summary>
    /// <param name="message">Why.</param>
    public static AdminResult Refused(string message) => new(AdminStatus.Refused, message);

    /// <summary>It is not possible now.</summary>
    /// <param name="message">Why.</param>
    public static AdminResult Unavailable(string message) => new(AdminStatus.Unavailable, message);
}

/// <summary>A value of a result.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Label">What people call it; empty if the message says it already.</param>
/// <param name="Value">The value.</param>
internal sealed record AdminField(string Name, string Label, object? Value)
{
    /// <summary>Name of the field that counts what a verb has acted on. If several servers carry a verb out, these numbers are added up.</summary>
    public const string CountName = "count";

    /// <summary>Whether the value may differ between servers with one store.</summary>
    public bool IsOfServer { get; init; }

    /// <summary>A value that the message says already.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="value">The value.</param>
    public AdminField(string name, object? value)
        : this(name, string.Empty, value)
    {
    }
}
