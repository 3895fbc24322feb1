namespace ChatServer.Benchmarks.Server;

/// <summary>A directory of our own for a server's configuration and data. It is deleted at the end unless it is to be kept.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Makes the directory.</summary>
    public Workspace() => Root = Directory.CreateTempSubdirectory("chat-benchmark-").FullName;

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigurationFile => Path.Combine(Root, "Chat.config");

    /// <summary>Where the server keeps its journal.</summary>
    public string Data => Path.Combine(Root, ServerConfiguration.DataDirectory);

    /// <summary>Whether the directory outlives us.</summary>
    public bool IsKept { get; set; }

    /// <summary>Bytes of all files that the server keeps.</summary>
    public long DataBytes
        => Directory.Exists(Data) ? new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    /// <summary>Writes the configuration.</summary>
    public void Write(ServerConfiguration configuration) => File.WriteAllText(ConfigurationFile, configuration.ToXml());

    /// <summary>Removes what the server kept.</summary>
    public void Clear()
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsKept)
            Directory.Delete(Root, recursive: true);
    }
}
