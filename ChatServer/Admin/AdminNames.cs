namespace ChatServer.Admin;

/// <summary>How words of the code are written for people and programs.</summary>
internal static class AdminNames
{
    /// <summary>The name of a value of an enumeration: in lower case.</summary>
    /// <param name="value">The value.</param>
#pragma warning disable CA1308 // the words are written in lower case
    public static string Of(Enum value) => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
