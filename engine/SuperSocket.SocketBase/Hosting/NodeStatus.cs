namespace SuperSocket.SocketBase;

/// <summary>The figures of a process and of its servers at one moment.</summary>
public class NodeStatus
{
    /// <summary>The figures of the process.</summary>
    public StatusInfoCollection BootstrapStatus { get; set; } = null!;

    /// <summary>The figures of each server, in their order.</summary>
    public StatusInfoCollection[] InstancesStatus { get; set; } = [];

    /// <summary>Writes the figures to a file as JSON. Numbers, truth values and times keep their types; others become text.</summary>
    /// <param name="filePath">The file; one that exists is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        string unfinished = filePath + ".tmp";
        File.WriteAllText(unfinished, NodeStatusJson.Write(this));
        File.Move(unfinished, filePath, overwrite: true);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="filePath">The file.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file was not written by <see cref="Save"/>, for example by the binary format of 1.6.</exception>
    public static NodeStatus LoadFrom(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        return NodeStatusJson.Read(File.ReadAllText(filePath));
    }
}
