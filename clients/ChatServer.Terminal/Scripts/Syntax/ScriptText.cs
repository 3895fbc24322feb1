using System.Text;

namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>The text of a line in a script: what stands there as it is, and what stands for something else.</summary>
internal sealed record ScriptText(IReadOnlyList<TextPart> Parts)
{
    /// <summary>A text that is exactly this.</summary>
    public static ScriptText Of(string literal) => new(literal.Length == 0 ? [] : [new Literal(literal)]);

    /// <summary>The names of its variables, in order; one may be there twice.</summary>
    public IEnumerable<string> Variables => Parts.OfType<Variable>().Select(variable => variable.Name);

    /// <summary>Whether a part of it stands for anything.</summary>
    public bool HasAnything => Parts.Any(part => part is Anything);

    /// <summary>The text as it is written in a script; safe to print.</summary>
    public override string ToString()
    {
        var written = new StringBuilder();
        foreach (TextPart part in Parts)
        {
            switch (part)
            {
                case Literal literal:
                    Escapes.Append(written, literal.Text);
                    break;
                case Variable variable:
                    written.Append('{').Append(variable.Name).Append('}');
                    break;
                default:
                    written.Append("{*}");
                    break;
            }
        }

        // A space at the end of a line is invisible, and editors remove it.
        if (written.Length > 0 && written[^1] == ' ')
            written.Remove(written.Length - 1, 1).Append("\\x20");
        return written.ToString();
    }
}

/// <summary>A part of a text.</summary>
internal abstract record TextPart;

/// <summary>Stands for itself. A byte that is no text is a lone surrogate in it; <see cref="Wire.WireText"/> says which.</summary>
internal sealed record Literal(string Text) : TextPart;

/// <summary>Stands for its value; where it has none yet, for one word, which becomes its value.</summary>
internal sealed record Variable(string Name) : TextPart;

/// <summary>Stands for anything, also nothing.</summary>
internal sealed record Anything : TextPart;
