namespace SuperSocket.SocketBase.Metadata;

/// <summary>Describes one figure that a server reports.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class StatusInfoAttribute : Attribute
{
    /// <summary>Describes a figure whose <see cref="Key"/> is set later.</summary>
    public StatusInfoAttribute()
    {
    }

    /// <summary>Describes a figure.</summary>
    /// <param name="key">Its key in <see cref="StatusInfoCollection.Values"/>.</param>
    public StatusInfoAttribute(string key) => Key = key;

    /// <summary>Its key in <see cref="StatusInfoCollection.Values"/>.</summary>
    public string Key { get; set; } = null!;

    /// <summary>Name to show.</summary>
    public string Name { get; set; } = null!;

    /// <summary>Short name to show.</summary>
    public string ShortName { get; set; } = null!;

    /// <summary>Format string for the value, for example <c>{0:f2}%</c>.</summary>
    public string Format { get; set; } = null!;

    /// <summary>Place among the figures, ascending.</summary>
    public int Order { get; set; }

    /// <summary>Whether the periodic report in the log has it.</summary>
    public bool OutputInPerfLog { get; set; } = true;

    /// <summary>The value's type.</summary>
    public Type DataType { get; set; } = null!;
}
