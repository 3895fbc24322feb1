namespace ChatServer.Core.Storage;

/// <summary>When a message was accepted, in milliseconds since 1970 UTC.</summary>
/// <param name="Wall">According to the system clock.</param>
/// <param name="Age">According to the clock that measures ages.</param>
public readonly record struct MessageMoment(long Wall, long Age)
{
    /// <summary>
    /// Maximum lead of the system clock, in milliseconds, with which ids still use it. Ids must grow. After an id far in the future, all later ids would
    /// have to exceed it until that time comes.
    /// </summary>
    internal const long Plausible = 32L * 24 * 60 * 60 * 1000;

    /// <summary>The time in the id of a message that is accepted at this moment, in Unix milliseconds.</summary>
    public long TimeOfId => Wall - Age > Plausible ? Age : Wall;
}
