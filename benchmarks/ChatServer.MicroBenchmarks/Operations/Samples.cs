using ChatServer.Core.Messages;

namespace ChatServer.MicroBenchmarks.Operations;

/// <summary>What people say.</summary>
internal static class Samples
{
    /// <summary>A text of 32 characters.</summary>
    public const string Text = "This text has 32 characters, yes";

    /// <summary>An id of a message.</summary>
    public static readonly Guid Id = Guid.Parse("01a1fd0d-4edd-7000-8012-16f595911af4");

    /// <summary>A message.</summary>
    public static readonly StoredMessage Message = new(Id, "alice", Text, notBefore: 0);

    /// <summary>The request that sends it, in JSON.</summary>
    /// <param name="to">The recipient.</param>
    public static string JsonChat(string to) => $$"""{"cmd":"Chat","to":"{{to}}","text":"{{Text}}"}""";
}
