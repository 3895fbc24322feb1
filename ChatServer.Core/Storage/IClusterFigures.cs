namespace ChatServer.Core.Storage;

/// <summary>Figures of the servers that share a database, as one of them sees them. Counts start with the process. Thread-safe.</summary>
public interface IClusterFigures
{
    /// <summary>Servers that live by the database, this one included. 0 before the first look.</summary>
    int NodeCount { get; }

    /// <summary>Other servers to which the connection of this one is up.</summary>
    int LinkCount { get; }

    /// <summary>Batches of other servers that came over a connection and were applied.</summary>
    long LinkedBatches { get; }

    /// <summary>Batches of other servers that had to be read from the database.</summary>
    long ReadBatches { get; }

    /// <summary>Looks at the database that found a batch which no connection had brought.</summary>
    long LossCount { get; }

    /// <summary>Bytes of batches of other servers that wait for earlier ones.</summary>
    long PendingBytes { get; }

    /// <summary>Time since this server last had everything that the others had stored.</summary>
    TimeSpan Lag { get; }

    /// <summary>Other servers that this one declared gone, because they did not renew their rows.</summary>
    long EjectionCount { get; }

    /// <summary>How often all users were disconnected because the database had not answered for too long.</summary>
    long FencingCount { get; }
}
