namespace SuperSocket.SocketBase;

/// <summary>Figures of a process or a server at one moment.</summary>
public class StatusInfoCollection
{
    /// <summary>The figures by key.</summary>
    public Dictionary<string, object> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whose figures they are.</summary>
    public string Name { get; set; } = null!;

    /// <summary>Free for the application.</summary>
    public string Tag { get; set; } = null!;

    /// <summary>When they were collected, local time.</summary>
    public DateTime CollectedTime { get; set; }

    /// <summary>One figure.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>The figure, or <see langword="null"/> when absent.</returns>
    public object? this[string name]
    {
        get => Values.GetValueOrDefault(name);
        set => Values[name] = value!;
    }

    /// <summary>One figure of a value type.</summary>
    /// <typeparam name="T">The figure's type.</typeparam>
    /// <param name="name">Its key.</param>
    /// <param name="defaultValue">What to return when it is absent or of another type.</param>
    /// <returns>The figure.</returns>
    public T GetValue<T>(string name, T defaultValue)
        where T : struct
        => Values.GetValueOrDefault(name) is T value ? value : defaultValue;
}
