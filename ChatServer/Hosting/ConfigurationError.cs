using System.Configuration;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>Turns an error of the configuration file into one line: what is wrong, where.</summary>
public static class ConfigurationError
{
    /// <summary>Describes what starting threw, for the person who runs the program.</summary>
    /// <param name="e">The exception.</param>
    /// <returns>What is wrong, without the name of our parameter.</returns>
    public static string Describe(Exception e)
        => e is ConfigurationErrorsException error ? Describe(error) : e.Message.Split(" (Parameter")[0];

    /// <summary>Describes an error.</summary>
    /// <param name="e">What reading the file threw.</param>
    /// <returns>One line.</returns>
    public static string Describe(ConfigurationErrorsException e)
    {
        (string what, string? file, int line) = Locate(e);
        if (string.IsNullOrEmpty(file))
            return what;
        return line > 0 ? $"{file}, line {line}: {what}" : $"{file}: {what}";
    }

    /// <summary>Finds out what is wrong, and where.</summary>
    /// <param name="e">What reading the file threw.</param>
    /// <returns>The text, the file (empty if it is not known), and the line (0 if it is not known).</returns>
    public static (string Text, string? File, int Line) Locate(ConfigurationErrorsException e)
    {
        // The outer exception only says that a section could not be made; what is wrong with it stands inside.
        var inner = e.InnerException as ConfigurationErrorsException;
        ConfigurationErrorsException place = inner is { Line: > 0 } ? inner : e;
        return (PrintableText.Line((inner ?? e).BareMessage), place.Filename, place.Line);
    }
}
