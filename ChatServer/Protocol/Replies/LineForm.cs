using System.Text;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>How a recipient sees messages.</summary>
/// <param name="Format">The format.</param>
/// <param name="Language">The language.</param>
/// <param name="Encoding">The encoding.</param>
/// <param name="IsReplay">Whether the message was stored before the login.</param>
public readonly record struct LineForm(IReplyFormat Format, Language Language, Encoding Encoding, bool IsReplay)
{
    /// <summary>Compares by reference: forms are made of objects that sessions share.</summary>
    /// <param name="other">Another form.</param>
    public bool Equals(LineForm other)
        => ReferenceEquals(Format, other.Format) && ReferenceEquals(Language, other.Language) && ReferenceEquals(Encoding, other.Encoding) && IsReplay == other.IsReplay;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Format, Language, Encoding, IsReplay);
}
