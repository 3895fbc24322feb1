using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using EngineLevel = SuperSocket.SocketBase.Logging.LogLevel;
using LogEntry = SuperSocket.SocketBase.Logging.LogEntry;

namespace ChatServer.Logging;

/// <summary>A line with an event id and named values on its way through a log of the engine.</summary>
/// <param name="level">How bad it is.</param>
/// <param name="session">The session that it is about; may be <see langword="null"/>.</param>
/// <param name="id">Which kind of line it is.</param>
/// <param name="exception">What failed; may be <see langword="null"/>.</param>
internal abstract class StructuredEntry(EngineLevel level, ISessionBase? session, EventId id, Exception? exception) : LogEntry(level, session, exception)
{
    /// <summary>Which kind of line it is.</summary>
    protected EventId Id { get; } = id;

    /// <summary>Writes the line where it belongs.</summary>
    /// <param name="logger">Gets the line.</param>
    /// <param name="level">Its level.</param>
    public abstract void WriteTo(ILogger logger, Microsoft.Extensions.Logging.LogLevel level);
}

/// <summary>A line with the values of one template.</summary>
/// <typeparam name="TState">The values.</typeparam>
internal sealed class StructuredEntry<TState>(
    EngineLevel level,
    ISessionBase? session,
    EventId id,
    TState state,
    Exception? exception,
    Func<TState, Exception?, string> formatter)
    : StructuredEntry(level, session, id, exception)
{
    /// <inheritdoc/>
    public override string Message => formatter(state, Exception);

    /// <inheritdoc/>
    public override void WriteTo(ILogger logger, Microsoft.Extensions.Logging.LogLevel level)
    {
        if (Session == null)
        {
            logger.Log(level, Id, state, Exception, formatter);
            return;
        }

        var about = new SessionLogState(Session, Message, state as IReadOnlyList<KeyValuePair<string, object?>>);
        logger.Log(level, Id, about, Exception, static (about, _) => about.ToString());
    }
}
