namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>A conversation with servers: who connects, who sends what, who must receive what.</summary>
/// <param name="File">Where it is written.</param>
/// <param name="Statements">What happens, in order.</param>
internal sealed record ChatScript(string File, IReadOnlyList<Statement> Statements)
{
    /// <summary>Whether it says what is in one packet and what is not; if it does not, all must be well however its bytes are cut.</summary>
    public bool SaysPackets => Statements.Any(statement => statement is Send { EndsLine: false } or Send { Texts.Count: > 1 });

    /// <summary>The script as it is written.</summary>
    public override string ToString() => string.Concat(Statements.Select(statement => statement + "\n"));
}
