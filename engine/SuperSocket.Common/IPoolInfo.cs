namespace SuperSocket.Common;

/// <summary>Figures of a pool.</summary>
public interface IPoolInfo
{
    /// <summary>How many items it starts with.</summary>
    int MinPoolSize { get; }

    /// <summary>How many items it may grow to.</summary>
    int MaxPoolSize { get; }

    /// <summary>How many items are free.</summary>
    int AvialableItemsCount { get; }

    /// <summary>How many items there are.</summary>
    int TotalItemsCount { get; }
}
