using System.Configuration;

namespace SuperSocket.SocketEngine;

/// <summary>Makes errors of configuration files say first what is wrong, not that a section handler could not be made.</summary>
internal static class ConfigurationErrors
{
    // System.Configuration has one language. If it ever says something else, its own message is shown.
    private const string Wrapper = "An error occurred creating the configuration section handler";

    /// <summary>The error that says what is wrong and where.</summary>
    /// <param name="e">What reading a configuration threw.</param>
    /// <returns>The same error, or one with the message and the place of the error inside of it.</returns>
    public static ConfigurationErrorsException Unwrap(ConfigurationErrorsException e)
    {
        if (!e.BareMessage.StartsWith(Wrapper, StringComparison.Ordinal) || e.InnerException is not ConfigurationErrorsException inner)
            return e;

        ConfigurationErrorsException what = Unwrap(inner);
        ConfigurationErrorsException where = what.Line > 0 || string.IsNullOrEmpty(e.Filename) ? what : e;
        return new ConfigurationErrorsException(what.BareMessage, what, where.Filename, where.Line);
    }

    /// <summary>What to tell the person who wrote the configuration.</summary>
    /// <param name="e">What went wrong.</param>
    /// <returns>The text.</returns>
    public static string Describe(Exception e) => e switch
    {
        ConfigurationErrorsException error => Unwrap(error).Message,
        { InnerException: { } inner } and System.Reflection.TargetInvocationException => Describe(inner),
        _ => e.Message,
    };
}
