using System.Text;

namespace ChatServer.Tests.Fuzz.Configuration;

/// <summary>Makes a file something else, mostly no XML any more.</summary>
internal static class XmlMutation
{
    private static readonly string[] Pieces =
    [
        "<", ">", "\"", "'", "&", ";", "/", "=", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<?xml version=\"1.1\"?>", "&#0;", "&#10;", "&#x202E;", "&lt;", "&x;", "\0", "\n",
        "<!DOCTYPE configuration>", "<!DOCTYPE x SYSTEM 'nope.dtd'>", "<!DOCTYPE x [<!ENTITY x 'y'>]>", "<clear/>", "<remove name=\"x\"/>", "<location path=\"x\">", "</location>",
        "</chat>", "<chat>", "<superSocket>", "<configSections/>", " lockItem=\"true\"", " configSource=\"none.config\"", " configSource=\"..\"",
        " configProtectionProvider=\"x\"", " xmlns=\"urn:x\"", " xmlns:a=\"urn:x\" a:b=\"c\"", " file=\"x\"", " type=\"memory\"", "<add/>", "text", "\uFEFF", "<a:b/>",
    ];

    /// <summary>Changes a file somewhere behind its declarations, rarely in them.</summary>
    public static byte[] Apply(Random random, string xml)
    {
        int from = random.OneIn(10) ? 0 : xml.IndexOf("</configSections>", StringComparison.Ordinal);
        for (int i = random.Next(1, 4); i > 0 && from < xml.Length; i--)
        {
            int at = random.Next(from, xml.Length);
            int end = Math.Min(xml.Length, at + random.Next(random.Of(2, 20, 200)));
            xml = random.Next(5) switch
            {
                0 => xml.Remove(at, end - at),
                1 => xml.Insert(at, xml[at..end]),
                2 => xml[..at] + (char)random.Next(0x20, 0x7F) + xml[Math.Min(at + 1, xml.Length)..],
                _ => xml.Insert(at, random.Of<string>(Pieces)),
            };
        }

        byte[] bytes = random.Next(30) switch
        {
            0 => Encoding.Unicode.GetBytes("\uFEFF" + xml),
            1 => Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + xml),
            2 => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"klingon\"?>" + xml),
            _ => Encoding.UTF8.GetBytes(xml),
        };
        if (random.OneIn(20))
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
