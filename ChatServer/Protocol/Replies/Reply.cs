using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ChatServer.Protocol.Replies;

/// <summary>
/// Something that the server says to one session: a definition with its values, which a format writes as words or as JSON. It is made by the
/// definition, as in <c>Replies.Joined.With(group, members)</c>. The default value says nothing.
/// </summary>
public readonly struct Reply
{
    private readonly ReplyDefinition? _definition;
    private readonly FieldValues _values;

    internal Reply(ReplyDefinition definition, ReadOnlySpan<object?> values)
    {
        _definition = definition;
        values.CopyTo(_values);
    }

    /// <summary>What it says.</summary>
    /// <exception cref="InvalidOperationException">It says nothing.</exception>
    public ReplyDefinition Definition => _definition ?? throw new InvalidOperationException("The reply says nothing.");

    /// <summary>Whether it is the default value.</summary>
    public bool SaysNothing => _definition == null;

    /// <summary>The client's own name for the request that is replied to, or <see langword="null"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's own name for the message that the reply is about, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>The values of the definition's fields, in their order.</summary>
    [UnscopedRef]
    internal ReadOnlySpan<object?> Values => ((ReadOnlySpan<object?>)_values)[..Definition.Fields.Count];

    // In the struct, so that a reply without numbers allocates nothing.
    [InlineArray(ReplyDefinition.MaxFields)]
    private struct FieldValues
    {
        private object? _first;
    }
}
