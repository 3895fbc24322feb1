using System.Text;
using ChatServer.Protocol.Languages;

namespace ChatServer.Protocol.Replies;

/// <summary>The words of a reply in one language, with a place in braces for each value. It writes whole lines.</summary>
internal sealed class ReplyText
{
    public const string LineEnd = "\r\n";

    private readonly string _line;
    private readonly CompositeFormat? _format;
    private readonly bool _hasOwnText;

    /// <exception cref="FormatException">The words have a place for a value that the reply does not have.</exception>
    public ReplyText(string words, ReplyField[] fields)
    {
        _line = words + LineEnd;
        if (fields.Length == 0)
            return;
        for (int i = 0; i < fields.Length; i++)
            _line = _line.Replace($"{{{fields[i].Name}}}", $"{{{i}}}", StringComparison.Ordinal).Replace($"{{{fields[i].Name}:", $"{{{i}:", StringComparison.Ordinal);
        _format = CompositeFormat.Parse(_line);
        _hasOwnText = Array.Exists(fields, field => field.Type.IsAssignableTo(typeof(IReplyValue)));
    }

    public string Write(ReadOnlySpan<object?> values, Language language)
    {
        if (_format == null)
            return _line;
        if (!_hasOwnText)
            return Plurals.Format(_format, values);
        object?[] shown = values.ToArray();
        for (int i = 0; i < shown.Length; i++)
            shown[i] = (shown[i] as IReplyValue)?.ToText(language) ?? shown[i];
        return Plurals.Format(_format, shown);
    }
}
