using System.Security.Cryptography;
using System.Text;
using ChatServer.Terminal.Scripts.Syntax;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>The values of the variables of one run.</summary>
internal sealed class ScriptVariables
{
    /// <summary>The variable that is another in each run, so that a script finds ids that nobody has used: 8 letters and digits.</summary>
    public const string Run = "run";

    private readonly Dictionary<string, string> _values;

    /// <summary>Those that have a value before the script starts.</summary>
    public ScriptVariables(IReadOnlyDictionary<string, string> given)
    {
        _values = new Dictionary<string, string>(given);
        _values.TryAdd(Run, RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8));
    }

    /// <summary>The value of a variable; <see langword="null"/> if it has none yet.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Gives a variable its value.</summary>
    public void Set(string name, string value) => _values[name] = value;

    /// <summary>A text all of whose variables have values.</summary>
    public string Fill(ScriptText text)
    {
        var filled = new StringBuilder();
        foreach (TextPart part in text.Parts)
            filled.Append(part is Literal literal ? literal.Text : _values[((Variable)part).Name]);
        return filled.ToString();
    }

    /// <summary>A text with the values of those variables that have one.</summary>
    public ScriptText FillKnown(ScriptText text)
        => new([.. text.Parts.Select(part => part is Variable { Name: var name } && Find(name) is { } value ? new Literal(value) : part)]);
}
