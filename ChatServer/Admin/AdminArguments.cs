using System.Globalization;
using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>The arguments of one request, by the names of the verb's parameters.</summary>
/// <param name="verb">The verb.</param>
internal sealed class AdminArguments(AdminVerbDescription verb)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>What was given, without secrets and contents.</summary>
    public IEnumerable<KeyValuePair<string, string>> Shown
        => verb.Parameters.Where(parameter => _values.ContainsKey(parameter.Name))
            .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.IsSecret || parameter.IsContent ? "***" : _values[parameter.Name]));

    /// <summary>Everything that was given.</summary>
    public IReadOnlyDictionary<string, string> All => _values;

    /// <summary>Sets an argument.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="AdminArgumentException">The verb has no such parameter, or has the argument already.</exception>
    public void Set(string name, string value)
    {
        if (!verb.Parameters.Any(parameter => parameter.Name == name))
            throw new AdminArgumentException($"'{verb.Name}' has no parameter '{PrintableText.Line(name)}'; usage: {verb.Usage}");
        if (!_values.TryAdd(name, value))
            throw new AdminArgumentException($"'{name}' is given twice.");
    }

    /// <summary>Checks that everything is there that must be.</summary>
    /// <exception cref="AdminArgumentException">Something is missing.</exception>
    public void CheckComplete()
    {
        if (verb.Parameters.FirstOrDefault(parameter => parameter.IsRequired && !_values.ContainsKey(parameter.Name)) is { } missing)
            throw new AdminArgumentException($"'{missing.Name}' is missing; usage: {verb.Usage}");
    }

    /// <summary>Whether a flag or another parameter is given.</summary>
    /// <param name="name">The parameter.</param>
    public bool Has(string name) => _values.TryGetValue(name, out string? value) && value != bool.FalseString;

    /// <summary>An argument that may be missing.</summary>
    /// <param name="name">The parameter.</param>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>An argument that is there.</summary>
    /// <param name="name">The parameter.</param>
    public string Get(string name) => _values[name];

    /// <summary>The id of a user.</summary>
    /// <param name="name">The parameter.</param>
    /// <exception cref="AdminArgumentException">It is no id.</exception>
    public string GetId(string name) => ParseId(Get(name));

    /// <summary>A password.</summary>
    /// <param name="name">The parameter.</param>
    /// <exception cref="AdminArgumentException">It is no password.</exception>
    public string GetPassword(string name)
        => Password.TryParse(Get(name), out string password)
            ? password
            : throw new AdminArgumentException(Password.Rule);

    /// <summary>A path on the machine of the server.</summary>
    /// <param name="name">The parameter.</param>
    /// <exception cref="AdminArgumentException">It is no full path.</exception>
    public string GetPath(string name)
    {
        string path = Get(name);
        if (!Path.IsPathFullyQualified(path) || path.AsSpan().ContainsAny(Path.GetInvalidPathChars()) || Path.GetDirectoryName(path) == null)
            throw new AdminArgumentException($"'{PrintableText.Line(path)}' is no full path of a {name}, such as /var/backups/{name}.");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    /// <summary>A number that may be missing.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="otherwise">The number if it is missing.</param>
    /// <param name="max">The largest; the smallest is 0.</param>
    /// <exception cref="AdminArgumentException">It is no such number.</exception>
    public int GetNumber(string name, int otherwise, int max)
    {
        if (Find(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max
            ? number
            : throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no {name}: write a number from 0 to {max}.");
    }

    /// <summary>A moment that may be missing: a time, or a duration from now.</summary>
    /// <param name="name">The parameter.</param>
    /// <exception cref="AdminArgumentException">It is none, or it is over.</exception>
    public DateTimeOffset? FindMoment(string name)
    {
        if (Find(name) is not { } text)
            return null;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (AdminTime.TryParse(text, now, out DateTimeOffset moment) && moment > now)
            return moment;
        const string Examples = "90s, 30m, 12h, 7d or 2027-01-31T12:00:00Z";
        throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no time in the future: write for example {Examples}.");
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="AdminArgumentException">It is none.</exception>
    public static string ParseId(string text)
        => UserId.TryParse(text, out string id)
            ? id
            : throw new AdminArgumentException($"'{PrintableText.Line(text)}' is no id: 1 to {UserId.MaxLength} letters, digits and _ . - @");
}
