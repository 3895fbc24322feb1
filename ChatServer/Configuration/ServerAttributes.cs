using System.Configuration;
using System.Reflection;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Configuration;

/// <summary>Attributes and elements of <c>&lt;server&gt;</c> that the engine leaves to the application: ours, or a mistake.</summary>
public static class ServerAttributes
{
    /// <summary>The language of sessions that ask for none: zh or en.</summary>
    public const string Language = "language";

    // A line that holds a command and a full id.
    private const int MinRequestLength = 64;

    /// <summary>Looks for what nobody knows.</summary>
    /// <param name="root">What all servers share.</param>
    /// <param name="config">A server's configuration.</param>
    /// <param name="own">Attributes that only this kind of server has.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? FindUnknown(IRootConfig root, IServerConfig config, params IReadOnlyCollection<string> own)
    {
        string? attribute = config.Options?.AllKeys.FirstOrDefault(key => key != Language && !EngineOptions.Names.Contains(key) && !own.Contains(key));
        if (attribute != null)
            return $"The server '{config.Name}' has an unknown attribute '{attribute}'{NearestName.Suggest(attribute, Known().Concat(own))}";

        string? element = config.OptionElements?.AllKeys.FirstOrDefault();
        if (element != null)
            return $"The server '{config.Name}' has an unknown element <{element}>.";

        element = root.OptionElements?.AllKeys.FirstOrDefault();
        return element == null ? null : $"<superSocket> has an unknown element <{element}>.";
    }

    /// <summary>Looks for values with which nobody could chat.</summary>
    /// <param name="config">A server's configuration.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="mode">The mode that its class is made for.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? FindUnusable(IServerConfig config, Encoding encoding, SocketMode mode)
    {
        if (config.Mode != mode)
        {
            return mode == SocketMode.Udp
                ? $"The server '{config.Name}': its serverType needs mode=\"Udp\"."
                : $"The server '{config.Name}': mode=\"Udp\" needs serverType=\"ChatServer.Udp.UdpChatServer, ChatServer\".";
        }

        // A recipient who does not read would hold the thread of everybody who writes to them.
        if (config.SyncSend)
            return $"The server '{config.Name}': syncSend=\"true\" is not possible for a chat server.";

        // Lines are cut at their bytes CR and LF, and commands are ASCII.
        if (!encoding.GetBytes("Check\r\n").AsSpan().SequenceEqual("Check\r\n"u8))
            return $"The server '{config.Name}': textEncoding=\"{config.TextEncoding}\" does not contain ASCII; use for example utf-8, gb2312 or gb18030.";
        if (config.MaxRequestLength < MinRequestLength)
            return $"The server '{config.Name}': maxRequestLength=\"{config.MaxRequestLength}\" is less than {MinRequestLength}.";
        if (config.MaxConnectionNumber < 1)
            return $"The server '{config.Name}': maxConnectionNumber=\"{config.MaxConnectionNumber}\" lets nobody connect.";
        if (config is { ClearIdleSession: true, IdleSessionTimeOut: < 1 })
            return $"The server '{config.Name}': idleSessionTimeOut=\"{config.IdleSessionTimeOut}\" closes every session; use at least 1.";
        return null;
    }

    private static IEnumerable<string> Known()
        => typeof(SuperSocket.SocketEngine.Configuration.Server).GetProperties()
            .Select(property => property.GetCustomAttribute<ConfigurationPropertyAttribute>()?.Name)
            .OfType<string>()
            .Concat(EngineOptions.Names)
            .Append(Language);
}
