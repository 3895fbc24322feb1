namespace SuperSocket.Common;

/// <summary>Typed values of an untyped dictionary, such as the items of a session.</summary>
public static class DictionaryExtension
{
    /// <summary>A value.</summary>
    /// <typeparam name="T">What the value is.</typeparam>
    /// <param name="dictionary">The dictionary.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value, or a new one, which is not added, when absent.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public static T GetValue<T>(this IDictionary<object, object> dictionary, object key)
        where T : new()
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        return dictionary.TryGetValue(key, out object? value) ? (T)value : new T();
    }

    /// <summary>A value.</summary>
    /// <typeparam name="T">What the value is.</typeparam>
    /// <param name="dictionary">The dictionary.</param>
    /// <param name="key">The key.</param>
    /// <param name="defaultValue">What an absent key means.</param>
    /// <returns>The value, or the default when absent.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public static T GetValue<T>(this IDictionary<object, object> dictionary, object key, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        return dictionary.TryGetValue(key, out object? value) ? (T)value : defaultValue;
    }
}
