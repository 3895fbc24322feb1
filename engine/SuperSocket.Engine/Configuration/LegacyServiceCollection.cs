using System.Configuration;
using System.Xml;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>The services element of versions before 1.6: server types, as add or as service elements.</summary>
[ConfigurationCollection(typeof(TypeProvider))]
internal sealed class LegacyServiceCollection : TypeProviderCollection
{
    protected override bool OnDeserializeUnrecognizedElement(string elementName, XmlReader reader)
    {
        AddElementName = elementName == "service" ? "service" : "add";
        bool known = base.OnDeserializeUnrecognizedElement(elementName, reader);
        AddElementName = "add";
        return known;
    }
}
