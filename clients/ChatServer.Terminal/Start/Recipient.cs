namespace ChatServer.Terminal.Start;

/// <summary>To whom something is said: a person, or a group, which is written with a <c>#</c>.</summary>
/// <param name="Name">Id of the person or name of the group.</param>
/// <param name="IsGroup">Whether it is a group.</param>
internal sealed record Recipient(string Name, bool IsGroup)
{
    /// <summary>Reads what somebody wrote.</summary>
    /// <returns><see langword="null"/> if there is no name.</returns>
    public static Recipient? Parse(string text)
    {
        bool isGroup = text.StartsWith('#');
        string name = isGroup ? text[1..] : text;
        return name.Length == 0 || name.Contains(' ', StringComparison.Ordinal) ? null : new Recipient(name, isGroup);
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => IsGroup ? "#" + Name : Name;
}
