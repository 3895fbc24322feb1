namespace ChatServer.Protocol.Replies;

/// <summary>A field of a reply.</summary>
/// <param name="Name">Its name in JSON, and of its place in the words.</param>
/// <param name="Type">Type of its value: a string, a number, a <see cref="Guid"/> or an <see cref="IReplyValue"/>.</param>
public sealed record ReplyField(string Name, Type Type)
{
    internal static ReplyField Of<T>(string name) => new(name, typeof(T));
}

/// <summary>A field of JSON that always has the same value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ConstantField(string Name, string Value);
