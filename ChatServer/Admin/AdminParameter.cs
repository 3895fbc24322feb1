namespace ChatServer.Admin;

/// <summary>A parameter of an admin verb. By default it is one word at a fixed place, and must be given.</summary>
/// <param name="Name">Its name in JSON, and as an option of a line.</param>
/// <param name="Help">What it is, in a few words.</param>
internal sealed record AdminParameter(string Name, string Help)
{
    /// <summary>Whether a line has it as <c>--name value</c>, at any place. It may be missing.</summary>
    public bool IsOption { get; init; }

    /// <summary>Whether a line has it as <c>--name</c> without a value. It may be missing.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is the whole rest of a line, spaces included.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether it is a secret: the audit log never has it, and the command line reads it from the terminal or from standard input.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it is a text of many lines: the command line reads it from a file or from standard input, and a chat client cannot give it.</summary>
    public bool IsContent { get; init; }

    /// <summary>
    /// Whether it is the path of a file or directory on the machine of the server, which opens it. The command line makes it a full path; the other doors need
    /// one.
    /// </summary>
    public bool IsPath { get; init; }

    /// <summary>Whether it stands at a fixed place of a line.</summary>
    public bool IsPositional => !IsOption && !IsFlag && !IsContent;

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired => !IsOptional && !IsOption && !IsFlag;

    /// <summary>How a line has it.</summary>
    public string Usage
    {
        get
        {
            string usage = IsFlag ? $"--{Name}" : IsOption ? $"--{Name} <{Name}>" : $"<{Name}>";
            return IsRequired ? usage : $"[{usage}]";
        }
    }
}
