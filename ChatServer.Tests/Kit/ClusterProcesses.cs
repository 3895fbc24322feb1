using System.Net;

namespace ChatServer.Tests.Kit;

/// <summary>Several servers with one database, each a process of its own.</summary>
public sealed class ClusterProcesses : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-cluster-");
    private readonly ServerProcess?[] _nodes;
    private readonly ServerSetup _setup;
    private readonly Func<int, string> _chat;

    /// <summary>Starts them.</summary>
    /// <param name="setup">Their configuration; the store is set here.</param>
    /// <param name="count">Number of nodes.</param>
    /// <param name="chat">Content of the section <c>chat</c> of a node; <see langword="null"/> for none.</param>
    public ClusterProcesses(ServerSetup setup, int count, Func<int, string>? chat = null)
    {
        _chat = chat ?? (_ => string.Empty);
        _setup = setup with { Store = "cluster" };
        _nodes = new ServerProcess?[count];
        for (int node = 0; node < count; node++)
            Start(node);
    }

    /// <summary>The directory of a node, with its data.</summary>
    /// <param name="node">Number of the node.</param>
    public string DirectoryOf(int node) => Path.Combine(_directory.FullName, $"n{node}");

    /// <summary>Where a server of a node listens.</summary>
    /// <param name="node">Number of the node.</param>
    /// <param name="server">Name of the server.</param>
    public Task<IPEndPoint> EndPoint(int node, string server = "Utf8") => _nodes[node]!.EndPoint(server);

    /// <summary>Starts a node that does not run.</summary>
    /// <param name="node">Number of the node.</param>
    public void Start(int node)
    {
        string file = Path.Combine(Directory.CreateDirectory(DirectoryOf(node)).FullName, "Chat.config");
        File.WriteAllText(file, (_setup with { Chat = _chat(node) }).ToXml(node));
        _nodes[node] = ServerProcess.OfChatServer("--config", file);
    }

    /// <summary>Kills a node.</summary>
    /// <param name="node">Number of the node.</param>
    public void Kill(int node)
    {
        _nodes[node]?.Dispose();
        _nodes[node] = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int node = 0; node < _nodes.Length; node++)
            Kill(node);
        _directory.Delete(recursive: true);
    }
}
