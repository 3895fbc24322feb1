using System.Globalization;

namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>One line of a script. <see cref="object.ToString"/> returns it as it is written.</summary>
/// <param name="Line">Its number in the file, from 1 on.</param>
/// <param name="Actor">Who does or sees something.</param>
internal abstract record Statement(int Line, string Actor)
{
    /// <summary>A time as it is written, before what it is for.</summary>
    protected static string Prefix(TimeSpan? within) => within is { } time ? $"within {Seconds(time)} " : string.Empty;

    /// <summary>A time as it is written.</summary>
    protected static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s";
}

/// <summary>A name connects.</summary>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Actor">See <see cref="Statement"/>.</param>
/// <param name="Server">The name or the address of a server; <see langword="null"/> for the default.</param>
/// <param name="Encoding">The name of an encoding; <see langword="null"/> for utf-8.</param>
internal sealed record Connect(int Line, string Actor, string? Server, string? Encoding) : Statement(Line, Actor)
{
    public override string ToString()
        => $"{Actor} connects{(Server == null ? string.Empty : $" to {Server}")}{(Encoding == null ? string.Empty : $" in {Encoding}")}";
}

/// <summary>Somebody sends lines in one packet.</summary>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Actor">See <see cref="Statement"/>.</param>
/// <param name="Texts">The lines, at least one.</param>
/// <param name="EndsLine">Whether the last one has its line end.</param>
internal sealed record Send(int Line, string Actor, IReadOnlyList<ScriptText> Texts, bool EndsLine) : Statement(Line, Actor)
{
    public override string ToString()
        => Written.Join(Texts.Select((text, i) => Written.Arrow(i == 0 ? Actor : new string(' ', Actor.Length), i == 0 ? "->" : "+>", text, EndsLine || i < Texts.Count - 1)));
}

/// <summary>The next line that a name receives must be this one.</summary>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Actor">See <see cref="Statement"/>.</param>
/// <param name="Text">The line.</param>
/// <param name="EndsLine">Whether its line end must come; else exactly these bytes must come next, whatever follows.</param>
/// <param name="Within">How long it may take; <see langword="null"/> for as long as anything may.</param>
internal sealed record Receive(int Line, string Actor, ScriptText Text, bool EndsLine, TimeSpan? Within) : Statement(Line, Actor)
{
    public override string ToString() => Written.Arrow(Actor, Prefix(Within) + "<-", Text, EndsLine);
}

/// <summary>Nothing must come for a time.</summary>
internal sealed record ReceiveNothing(int Line, string Actor, TimeSpan Time) : Statement(Line, Actor)
{
    public override string ToString() => $"{Actor} receives nothing for {Seconds(Time)}";
}

/// <summary>The server must close the connection, and send nothing before.</summary>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Actor">See <see cref="Statement"/>.</param>
/// <param name="Code">With which code, for a WebSocket; <see langword="null"/> for any.</param>
/// <param name="Within">How long it may take; <see langword="null"/> for as long as anything may.</param>
internal sealed record Closed(int Line, string Actor, int? Code, TimeSpan? Within) : Statement(Line, Actor)
{
    public override string ToString() => $"{Actor} {Prefix(Within)}is closed{(Code == null ? string.Empty : $" with {Code}")}";
}

/// <summary>A name closes its sending side and continues to receive.</summary>
internal sealed record StopSending(int Line, string Actor) : Statement(Line, Actor)
{
    public override string ToString() => $"{Actor} stops sending";
}

/// <summary>A name closes its connection in an orderly way.</summary>
internal sealed record Close(int Line, string Actor) : Statement(Line, Actor)
{
    public override string ToString() => $"{Actor} closes";
}

/// <summary>Somebody vanishes.</summary>
internal sealed record Reset(int Line, string Actor) : Statement(Line, Actor)
{
    public override string ToString() => $"{Actor} resets";
}

file static class Written
{
    public static string Join(IEnumerable<string> lines) => string.Join('\n', lines);

    public static string Arrow(string actor, string arrow, ScriptText text, bool endsLine)
        => $"{actor} {arrow} {text}{(endsLine ? string.Empty : "\\")}".TrimEnd(' ');
}
