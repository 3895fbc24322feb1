using System.ComponentModel;
using System.Configuration;
using System.Globalization;

namespace ChatServer.Configuration;

/// <summary>Reads an attribute that is one of several words, in any case.</summary>
/// <typeparam name="T">The words.</typeparam>
public sealed class WordConverter<T> : ConfigurationConverterBase
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
    {
        string text = (string)value;
        foreach (T word in Enum.GetValues<T>())
        {
            if (text.Equals(word.ToString(), StringComparison.OrdinalIgnoreCase))
                return word;
        }

#pragma warning disable CA1308 // the words are written in lower case
        string words = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
#pragma warning restore CA1308
        throw new ArgumentException($"'{text}' is none of: {words}.");
    }
}
