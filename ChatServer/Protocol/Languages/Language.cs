namespace ChatServer.Protocol.Languages;

/// <summary>A language that the server speaks. There is one object per language, so languages are compared by reference.</summary>
public sealed class Language
{
    private Language(string name) => Name = name;

    /// <summary>The language of the tutorial; the default.</summary>
    public static Language Chinese { get; } = new("zh");

    /// <summary>English.</summary>
    public static Language English { get; } = new("en");

    /// <summary>Short name, as <c>Lang</c> and the attribute <c>language</c> take it.</summary>
    public string Name { get; }

    /// <summary>Finds a language.</summary>
    /// <param name="name">Its short name, in any case.</param>
    /// <returns>The language, or <see langword="null"/>.</returns>
    public static Language? Find(string name)
        => new[] { Chinese, English }.FirstOrDefault(language => language.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Chooses between two things by the language.</summary>
    /// <param name="chinese">The Chinese one.</param>
    /// <param name="english">The English one.</param>
    public T Choose<T>(T chinese, T english) => this == English ? english : chinese;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
