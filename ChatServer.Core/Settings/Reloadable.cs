using System.Diagnostics.CodeAnalysis;

namespace ChatServer.Core.Settings;

/// <summary>
/// Options that can be replaced as a whole while they are in use. A reader takes <see cref="Value"/> once for each operation, so that one operation never
/// mixes old and new options. Reading costs one load. Thread-safe; replacements come one after another.
/// </summary>
/// <typeparam name="T">The options: an immutable record.</typeparam>
/// <param name="value">The first options.</param>
public sealed class Reloadable<T>(T value)
    where T : class
{
    private volatile T _value = value;

    /// <summary>Raised after a replacement, on the thread that made it, with the new options. Not raised if they equal the old ones.</summary>
    public event Action<T>? Changed;

    /// <summary>The current options.</summary>
    public T Value => _value;

    /// <summary>Makes options that never change, for example in a test.</summary>
    /// <param name="value">The options.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the alternate.")]
    public static implicit operator Reloadable<T>(T value) => new(value);

    /// <summary>Replaces the options.</summary>
    /// <param name="value">The new ones.</param>
    public void Replace(T value)
    {
        if (_value.Equals(value))
            return;
        _value = value;
        Changed?.Invoke(value);
    }

    /// <summary>Derives options that follow these as long as these exist.</summary>
    /// <typeparam name="TPart">A part of the options, or what is computed from them.</typeparam>
    /// <param name="select">Computes the part. Called at once, and after each replacement.</param>
    public Reloadable<TPart> Select<TPart>(Func<T, TPart> select)
        where TPart : class
    {
        var part = new Reloadable<TPart>(select(_value));
        Changed += changed => part.Replace(select(changed));
        return part;
    }
}
