using ChatServer.Logging;
using Microsoft.Extensions.Logging;

namespace ChatServer.Tests.Kit;

/// <summary>What the domain logs goes to the log of the engine.</summary>
public static class RecordingLogExtensions
{
    /// <summary>A logger whose lines <see cref="RecordingLogFactory"/> keeps.</summary>
    public static ILogger GetLogger(this RecordingLogFactory log, string name) => new EngineLogger(log.GetLog(name));
}
