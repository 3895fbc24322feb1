namespace ChatServer.Admin;

/// <summary>A table of a result: an array of objects in JSON.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record AdminTable(string Name, params AdminColumn[] Columns)
{
    /// <summary>The rows; each has a value for each column, as an <see cref="AdminField"/> has.</summary>
    public IReadOnlyList<object?[]> Rows { get; init; } = [];

    /// <summary>What people read if there are no rows.</summary>
    public string Empty { get; init; } = "(none)";
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Label">What people read above it.</param>
internal sealed record AdminColumn(string Name, string Label);
