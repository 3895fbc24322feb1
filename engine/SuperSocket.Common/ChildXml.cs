using System.Collections.Specialized;
using System.Xml;
using System.Xml.Linq;

namespace SuperSocket.Common;

/// <summary>XML of elements that the model does not know.</summary>
internal static class ChildXml
{
    private static readonly XNamespace SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The element under the reader, with its tags. Leaves the reader on the element's end, not behind it.</summary>
    public static string ReadElement(XmlReader reader)
    {
        // The caller reads on to the next node by itself. Reading past the end here would lose an element that follows directly.
        using var element = reader.ReadSubtree();
        element.Read();
        return element.ReadOuterXml();
    }

    /// <summary>Writes elements back as they were read.</summary>
    public static void Write(XmlWriter? writer, NameValueCollection elements)
    {
        foreach (string xml in elements.AllKeys.SelectMany(name => elements.GetValues(name) ?? []))
            writer?.WriteRaw(xml);
    }

    /// <summary>The element without what a schema adds for editors: its namespace and its hints.</summary>
    public static XElement WithoutSchema(string xml)
    {
        var root = XElement.Parse(xml);
        var schema = root.Name.Namespace;

        foreach (var element in root.DescendantsAndSelf())
        {
            if (element.Name.Namespace == schema)
                element.Name = element.Name.LocalName;

            element.Attributes().Where(a => a.IsNamespaceDeclaration || a.Name.Namespace == SchemaInstance).Remove();
        }

        return root;
    }
}
