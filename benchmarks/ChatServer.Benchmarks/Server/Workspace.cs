using System.Collections.Concurrent;

namespace ChatServer.Benchmarks.Server;

/// <summary>A directory of our own for a server's configuration and data. It is deleted at the end unless it is to be kept.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Name of the admin socket, beside the configuration file.</summary>
    public const string AdminSocketName = "admin.sock";

    // Those that nobody has disposed of yet.
    private static readonly ConcurrentDictionary<Workspace, bool> Alive = new();

    // Whoever disposes of it, too, while another does, waits: behind a signal the process ends.
    private readonly Lock _disposing = new();

    /// <summary>Makes the directory.</summary>
    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("chat-benchmark-").FullName;
        Alive[this] = true;
    }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigurationFile => Path.Combine(Root, "Chat.config");

    /// <summary>The admin socket of a server whose metrics are asked for.</summary>
    public string AdminSocket => Path.Combine(Root, AdminSocketName);

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

    /// <summary>Deletes every workspace that is not to be kept, for a program that ends before its time. No server may run in one.</summary>
    public static void DeleteAll()
    {
        foreach (Workspace workspace in Alive.Keys)
        {
            try
            {
                workspace.Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody writes there at this moment; the others must go all the same.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_disposing)
        {
            if (!IsKept && Alive.ContainsKey(this))
                Directory.Delete(Root, recursive: true);
            Alive.TryRemove(this, out _);
        }
    }
}
