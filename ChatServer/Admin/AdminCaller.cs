namespace ChatServer.Admin;

/// <summary>Who asks, for the audit log.</summary>
/// <param name="Name">The account, the user of the operating system, or <c>token</c>.</param>
/// <param name="Door">Through which door.</param>
/// <param name="From">From where: an address, or <c>local</c>.</param>
internal sealed record AdminCaller(string Name, AdminDoor Door, string From);

/// <summary>Through which door somebody asks.</summary>
internal enum AdminDoor
{
    /// <summary>The Unix socket.</summary>
    Socket,

    /// <summary>TCP with a token.</summary>
    Tcp,

    /// <summary>A command of a chat client.</summary>
    Chat,

    /// <summary>The command line, on the data of a server that does not run.</summary>
    Offline,

    /// <summary>A signal to the process.</summary>
    Signal,

    /// <summary>A change of the configuration file.</summary>
    File,

    /// <summary>Another server with the same store, which an administrator has asked.</summary>
    Server,
}
