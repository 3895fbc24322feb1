namespace ChatServer.Benchmarks.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    /// <summary>The text.</summary>
    public const string Text = """
        Usage: ChatServer.Benchmarks COMMAND [OPTIONS]
        """;
}
