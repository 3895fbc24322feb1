using System.Configuration;
using System.Reflection;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Configuration;

/// <summary>Attributes and elements of <c>&lt;server&gt;</c> that the engine leaves to the application: ours, or a mistake.</summary>
public static class ServerAttributes
{
    /// <summary>The language of sessions that ask for none: zh or en.</summary>
    public const string Language = "language";

    /// <summary>Looks for what nobody knows.</summary>
    /// <param name="config">A server's configuration.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? FindUnknown(IServerConfig config)
    {
        string? attribute = config.Options?.AllKeys.FirstOrDefault(key => key != Language && !EngineOptions.Names.Contains(key));
        if (attribute != null)
            return $"The server '{config.Name}' has an unknown attribute '{attribute}'{Suggest(attribute)}";

        string? element = config.OptionElements?.AllKeys.FirstOrDefault();
        return element == null ? null : $"The server '{config.Name}' has an unknown element <{element}>.";
    }

    private static string Suggest(string unknown)
    {
        string nearest = Known().MinBy(known => Distance(known, unknown))!;
        return Distance(nearest, unknown) <= 3 ? $"; did you mean '{nearest}'?" : ".";
    }

    private static IEnumerable<string> Known()
        => typeof(SuperSocket.SocketEngine.Configuration.Server).GetProperties()
            .Select(property => property.GetCustomAttribute<ConfigurationPropertyAttribute>()?.Name)
            .OfType<string>()
            .Concat(EngineOptions.Names)
            .Append(Language);

    // Levenshtein's: how many characters to insert, remove or change, without regard to case.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
