using ChatServer.Protocol.Requests;

namespace ChatServer.Tests.Fuzz.Lines;

/// <summary>All that a request says.</summary>
/// <param name="Fault">What is wrong with the line.</param>
/// <param name="Line">The line.</param>
/// <param name="Key">The command's name.</param>
/// <param name="Body">What follows the name.</param>
/// <param name="Parameters">The parameters, a line feed between them.</param>
/// <param name="AfterFirst">What follows the first parameter.</param>
internal sealed record ReadLine(LineFault Fault, string Line, string Key, string Body, string Parameters, string AfterFirst)
{
    /// <summary>A line that is none.</summary>
    public static ReadLine Wrong(LineFault fault) => new(fault, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);

    /// <summary>What a request says.</summary>
    public static ReadLine Of(ChatRequest request)
        => new(request.Fault, request.Line, request.Key, request.Body, string.Join('\n', request.Parameters), request.AfterFirstParameter());
}
