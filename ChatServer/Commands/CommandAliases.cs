using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>Other names of commands: what people type who come from other programs.</summary>
internal static class CommandAliases
{
    private static readonly (string Alias, string Command)[] Aliases =
    [
        ("?", nameof(Help)),
        ("\uFF1F", nameof(Help)),
        ("/?", nameof(Help)),
        ("/help", nameof(Help)),
        ("exit", nameof(Quit)),
        ("/exit", nameof(Quit)),
        ("/quit", nameof(Quit)),
    ];

    /// <summary>Adds the other names, unless a command of another assembly has one of them, or a command is not there.</summary>
    /// <param name="commands">All commands by name.</param>
    public static void AddTo(Dictionary<string, ICommand<ChatSession, StringRequestInfo>> commands)
    {
        foreach ((string alias, string name) in Aliases)
        {
            if (commands.TryGetValue(name, out ICommand<ChatSession, StringRequestInfo>? command))
                commands.TryAdd(alias, command);
        }
    }
}
