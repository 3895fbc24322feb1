using System.Configuration;

namespace SuperSocket.SocketEngine;

/// <summary>Our extension: a part of the application that takes over a section of a changed configuration file, besides the servers.</summary>
public interface IReloadablePart
{
    /// <summary>Name of the section.</summary>
    string Section { get; }

    /// <summary>The type of the section; <see cref="SuperSocket.Common.NeedsRestartAttribute"/> on its properties says what it does not take over.</summary>
    Type SectionType { get; }

    /// <summary>Reads the section and checks it. Changes nothing.</summary>
    /// <param name="file">The configuration file.</param>
    /// <returns>Takes over what was read. Must not throw.</returns>
    /// <exception cref="ConfigurationErrorsException">The section has an error: then nothing of the file is used.</exception>
    Action Prepare(string file);
}
