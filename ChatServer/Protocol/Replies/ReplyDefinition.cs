using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>
/// What the server can say: its number and name in JSON, its fields, and its words in each language. The words have a place in braces for each
/// field that a person is told: <c>{id}</c>, or <c>{count:message|messages}</c> for a noun that agrees with a number.
/// </summary>
/// <remarks>The generic types below say which values a reply has, so that one with other values does not compile.</remarks>
public abstract class ReplyDefinition
{
    internal const int MaxFields = 4;

    private const int FirstError = 400;

    private readonly ReplyText _chinese;
    private readonly ReplyText _english;

    private protected ReplyDefinition(int code, string name, string chinese, string english, params ReplyField[] fields)
    {
        (Code, Name, Fields) = (code, name, fields);
        _chinese = new ReplyText(chinese, fields);
        _english = new ReplyText(english, fields);
    }

    /// <summary>Its number in JSON.</summary>
    public int Code { get; }

    /// <summary>Its name in JSON.</summary>
    public string Name { get; }

    /// <summary>Whether it says that something was not done.</summary>
    public bool IsError => Code >= FirstError;

    /// <summary>Its fields.</summary>
    public IReadOnlyList<ReplyField> Fields { get; }

    /// <summary>A field of JSON that always has the same value, or <see langword="null"/>.</summary>
    public ConstantField? Constant { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The words with their values, and with the line end.</summary>
    internal string Write(ReadOnlySpan<object?> values, Language language) => language.Choose(_chinese, _english).Write(values, language);
}

/// <summary>A reply without fields.</summary>
/// <param name="code">Its number.</param>
/// <param name="name">Its name.</param>
/// <param name="chinese">Its words in Chinese.</param>
/// <param name="english">Its words in English.</param>
public sealed class PlainReply(int code, string name, string chinese, string english) : ReplyDefinition(code, name, chinese, english)
{
    /// <summary>A reply that has the same words in every language.</summary>
    /// <param name="code">Its number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="words">Its words.</param>
    public PlainReply(int code, string name, string words)
        : this(code, name, words, words)
    {
    }

    /// <summary>It needs no values to be a reply.</summary>
    /// <param name="definition">The definition.</param>
    public static implicit operator Reply(PlainReply definition) => new(definition, []);
}

/// <summary>A reply with one field.</summary>
/// <typeparam name="T">Type of the field.</typeparam>
/// <param name="code">Its number.</param>
/// <param name="name">Its name.</param>
/// <param name="field">Name of the field.</param>
/// <param name="chinese">Its words in Chinese.</param>
/// <param name="english">Its words in English.</param>
public sealed class ReplyDefinition<T>(int code, string name, string field, string chinese, string english)
    : ReplyDefinition(code, name, chinese, english, ReplyField.Of<T>(field))
{
    /// <summary>Makes a reply.</summary>
    /// <param name="value">The value, safe to print.</param>
    public Reply With(T value) => new(this, [value]);
}

/// <summary>A reply with two fields.</summary>
/// <typeparam name="T1">Type of the first field.</typeparam>
/// <typeparam name="T2">Type of the second field.</typeparam>
/// <param name="code">Its number.</param>
/// <param name="name">Its name.</param>
/// <param name="field1">Name of the first field.</param>
/// <param name="field2">Name of the second field.</param>
/// <param name="chinese">Its words in Chinese.</param>
/// <param name="english">Its words in English.</param>
public sealed class ReplyDefinition<T1, T2>(int code, string name, string field1, string field2, string chinese, string english)
    : ReplyDefinition(code, name, chinese, english, ReplyField.Of<T1>(field1), ReplyField.Of<T2>(field2))
{
    /// <summary>Makes a reply.</summary>
    /// <param name="value1">The first value, safe to print.</param>
    /// <param name="value2">The second value, safe to print.</param>
    public Reply With(T1 value1, T2 value2) => new(this, [value1, value2]);
}

/// <summary>A reply with three fields.</summary>
/// <typeparam name="T1">Type of the first field.</typeparam>
/// <typeparam name="T2">Type of the second field.</typeparam>
/// <typeparam name="T3">Type of the third field.</typeparam>
/// <param name="code">Its number.</param>
/// <param name="name">Its name.</param>
/// <param name="field1">Name of the first field.</param>
/// <param name="field2">Name of the second field.</param>
/// <param name="field3">Name of the third field.</param>
/// <param name="chinese">Its words in Chinese.</param>
/// <param name="english">Its words in English.</param>
public sealed class ReplyDefinition<T1, T2, T3>(
    int code, string name, string field1, string field2, string field3, string chinese, string english)
    : ReplyDefinition(code, name, chinese, english, ReplyField.Of<T1>(field1), ReplyField.Of<T2>(field2), ReplyField.Of<T3>(field3))
{
    /// <summary>Makes a reply.</summary>
    /// <param name="value1">The first value, safe to print.</param>
    /// <param name="value2">The second value, safe to print.</param>
    /// <param name="value3">The third value, safe to print.</param>
    public Reply With(T1 value1, T2 value2, T3 value3) => new(this, [value1, value2, value3]);
}

/// <summary>A reply with four fields.</summary>
/// <typeparam name="T1">Type of the first field.</typeparam>
/// <typeparam name="T2">Type of the second field.</typeparam>
/// <typeparam name="T3">Type of the third field.</typeparam>
/// <typeparam name="T4">Type of the fourth field.</typeparam>
/// <param name="code">Its number.</param>
/// <param name="name">Its name.</param>
/// <param name="field1">Name of the first field.</param>
/// <param name="field2">Name of the second field.</param>
/// <param name="field3">Name of the third field.</param>
/// <param name="field4">Name of the fourth field.</param>
/// <param name="chinese">Its words in Chinese.</param>
/// <param name="english">Its words in English.</param>
public sealed class ReplyDefinition<T1, T2, T3, T4>(
    int code, string name, string field1, string field2, string field3, string field4, string chinese, string english)
    : ReplyDefinition(
        code, name, chinese, english,
        ReplyField.Of<T1>(field1), ReplyField.Of<T2>(field2), ReplyField.Of<T3>(field3), ReplyField.Of<T4>(field4))
{
    /// <summary>Makes a reply.</summary>
    /// <param name="value1">The first value, safe to print.</param>
    /// <param name="value2">The second value, safe to print.</param>
    /// <param name="value3">The third value, safe to print.</param>
    /// <param name="value4">The fourth value, safe to print.</param>
    public Reply With(T1 value1, T2 value2, T3 value3, T4 value4) => new(this, [value1, value2, value3, value4]);
}
