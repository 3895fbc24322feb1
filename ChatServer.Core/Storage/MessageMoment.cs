namespace ChatServer.Core.Storage;

/// <summary>When a message was accepted, in milliseconds since 1970 UTC.</summary>
/// <param name="Wall">By the system's clock.</param>
/// <param name="Age">By the time that ages are measured with.</param>
public readonly record struct MessageMoment(long Wall, long Age)
{
    /// <summary>
    /// Ids follow the system's clock unless it is more than this ahead, in milliseconds. Ids must grow: one that is far ahead would be followed by others
    /// until then.
    /// </summary>
    internal const long Plausible = 32L * 24 * 60 * 60 * 1000;

    /// <summary>The time in the id of a message that is accepted now, in Unix milliseconds.</summary>
    public long TimeOfId => Wall - Age > Plausible ? Age : Wall;
}
