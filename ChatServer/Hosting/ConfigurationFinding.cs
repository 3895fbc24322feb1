using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>Something about a configuration file that an administrator should know.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, counted from 1; 0 if that is not known.</param>
/// <param name="IsError">Whether no server could start with it.</param>
/// <param name="Text">A sentence.</param>
internal readonly record struct ConfigurationFinding(string File, int Line, bool IsError, string Text)
{
    /// <summary>A line for people: file, line, text.</summary>
    public override string ToString()
        => $"{File}{(Line > 0 ? $", line {Line}" : string.Empty)}: {(IsError ? string.Empty : "warning: ")}{PrintableText.Line(Text)}";
}
