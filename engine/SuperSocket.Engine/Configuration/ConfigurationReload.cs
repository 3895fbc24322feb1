namespace SuperSocket.SocketEngine;

/// <summary>Our extension: why a configuration file is read again.</summary>
public enum ReloadTrigger
{
    /// <summary>Somebody asked for it.</summary>
    Request,

    /// <summary>The process got a signal.</summary>
    Signal,

    /// <summary>The file has changed.</summary>
    File,
}

/// <summary>Our extension: what came of reading a configuration file again while its servers run.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Changes">What differs from the file as it was when the servers started, sorted by place; empty if it is not used.</param>
/// <param name="Errors">Why the file is not used, a line each; then everything stays as it was. Empty if it is used.</param>
public sealed record ConfigurationReload(string File, IReadOnlyList<ConfigurationChange> Changes, IReadOnlyList<string> Errors);
