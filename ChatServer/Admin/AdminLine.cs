namespace ChatServer.Admin;

/// <summary>Reads the arguments of a verb from the words of a line.</summary>
internal static class AdminLine
{
    private const string OptionPrefix = "--";

    /// <summary>Reads the arguments.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="words">The words behind its name.</param>
    /// <returns>The arguments. Those of the verb's contents and secrets may be missing.</returns>
    /// <exception cref="AdminArgumentException">A word has no meaning.</exception>
    public static AdminArguments Parse(AdminVerbDescription verb, IReadOnlyList<string> words)
    {
        var arguments = new AdminArguments(verb);
        var positions = new Queue<AdminParameter>(verb.Parameters.Where(parameter => parameter.IsPositional));
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (FindOption(verb, word) is { } option)
            {
                if (!option.IsFlag && ++i >= words.Count)
                    throw new AdminArgumentException($"{word} needs a value.");
                arguments.Set(option.Name, option.IsFlag ? bool.TrueString : words[i]);
            }
            else if (!positions.TryDequeue(out AdminParameter? parameter))
            {
                throw new AdminArgumentException($"There are too many words; usage: {verb.Usage}");
            }
            else
            {
                arguments.Set(parameter.Name, parameter.IsText ? string.Join(' ', words.Skip(i)) : word);
                if (parameter.IsText)
                    break;
            }
        }

        return arguments;
    }

    private static AdminParameter? FindOption(AdminVerbDescription verb, string word)
        => word.StartsWith(OptionPrefix, StringComparison.Ordinal)
            ? verb.Parameters.FirstOrDefault(parameter => !parameter.IsPositional && parameter.Name == word[OptionPrefix.Length..])
                ?? throw new AdminArgumentException($"'{verb.Name}' has no option {SuperSocket.SocketBase.PrintableText.Line(word)}; usage: {verb.Usage}")
            : null;
}
