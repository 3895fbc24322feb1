namespace ChatServer.Admin;

/// <summary>
/// What an admin verb says of itself, in one place: the command line, the JSON API and the chat command with their help and their checks follow from it.
/// </summary>
/// <param name="name">Its name, maybe of two words: <c>user add</c>.</param>
/// <param name="help">What it does, in one sentence.</param>
/// <param name="parameters">Its parameters.</param>
internal sealed class AdminVerbDescription(string name, string help, params AdminParameter[] parameters)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public string Help { get; } = help;

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<AdminParameter> Parameters { get; } = parameters;

    /// <summary>Whether it needs a running server. If not, it also works on the data of a server that does not run.</summary>
    public bool NeedsServer { get; init; }

    /// <summary>Whether it works without an open store, while the server starts or after it has drained.</summary>
    public bool NeedsNoStore { get; init; }

    /// <summary>
    /// Whether each of the servers with one store carries it out. If not, only the server that is asked does: the verb concerns this process, or the store that
    /// all of them share.
    /// </summary>
    public bool IsForAllServers { get; init; }

    /// <summary>Whether it may take an hour, because it reads or writes all data.</summary>
    public bool MayTakeLong { get; init; }

    /// <summary>Whether it takes a text of many lines.</summary>
    public bool HasContent => Parameters.Any(parameter => parameter.IsContent);

    /// <summary>The first word of a name of two words.</summary>
    public string? Group => Name.Split(' ') is [var group, _] ? group : null;

    /// <summary>The part of a URL that names it.</summary>
    public string Path => Name.Replace(' ', '/');

    /// <summary>How to write it on a line.</summary>
    public string Usage => string.Join(' ', Parameters.Select(parameter => parameter.Usage).Prepend(Name));
}
