using System.Configuration;
using System.Reflection;
using System.Xml;

namespace SuperSocket.Common;

/// <summary>
/// Members of System.Configuration that only an element's own class may call. Reading a child element into the application's
/// type needs them from outside.
/// </summary>
internal static class ElementAccess
{
    private static readonly Action<ConfigurationElement, XmlReader, bool> DeserializeElement =
        Method<ConfigurationElement>(nameof(DeserializeElement), typeof(XmlReader), typeof(bool))
            .CreateDelegate<Action<ConfigurationElement, XmlReader, bool>>();

    private static readonly Func<ConfigurationElementCollection, ConfigurationElement> CreateNewElement =
        Method<ConfigurationElementCollection>(nameof(CreateNewElement))
            .CreateDelegate<Func<ConfigurationElementCollection, ConfigurationElement>>();

    private static readonly Action<ConfigurationElementCollection, ConfigurationElement> BaseAdd =
        Method<ConfigurationElementCollection>(nameof(BaseAdd), typeof(ConfigurationElement))
            .CreateDelegate<Action<ConfigurationElementCollection, ConfigurationElement>>();

    private static readonly Action<ConfigurationElementCollection> BaseClear =
        Method<ConfigurationElementCollection>(nameof(BaseClear)).CreateDelegate<Action<ConfigurationElementCollection>>();

    private static readonly PropertyInfo AddElementName = Property<ConfigurationElementCollection>(nameof(AddElementName));
    private static readonly PropertyInfo RemoveElementName = Property<ConfigurationElementCollection>(nameof(RemoveElementName));
    private static readonly PropertyInfo ClearElementName = Property<ConfigurationElementCollection>(nameof(ClearElementName));

    private static readonly PropertyInfo ByName = typeof(ConfigurationElement)
        .GetProperty("Item", BindingFlags.Instance | BindingFlags.NonPublic, null, typeof(object), [typeof(string)], null)!;

    public static void Deserialize(ConfigurationElement element, XmlReader reader) => DeserializeElement(element, reader, false);

    /// <summary>Refuses values that do not fit now: System.Configuration would do so only when they are used.</summary>
    /// <exception cref="ConfigurationErrorsException">A value does not fit.</exception>
    public static void ThrowIfWrong(ConfigurationElement element)
    {
        if (element.ElementInformation.Errors.Cast<ConfigurationException>().FirstOrDefault() is { } error)
            throw new ConfigurationErrorsException(error.BareMessage, error, error.Filename, error.Line);
    }

    public static object? Get(ConfigurationElement element, string name) => Unwrapped(() => ByName.GetValue(element, [name]));

    public static void Set(ConfigurationElement element, string name, object value) => Unwrapped(() =>
    {
        ByName.SetValue(element, value, [name]);
        return null;
    });

    public static void Clear(ConfigurationElementCollection collection) => BaseClear(collection);

    public static void AddCopy(ConfigurationElementCollection collection, object source)
    {
        var element = CreateNewElement(collection);
        ElementCopy.Fill(element, source);
        BaseAdd(collection, element);
    }

    /// <summary>Applies the class's ConfigurationCollection attribute, which System.Configuration reads from a parent's property only.</summary>
    public static void TakeItemNames(ConfigurationElement element)
    {
        if (element is not ConfigurationElementCollection collection)
            return;

        if (collection.GetType().GetCustomAttribute<ConfigurationCollectionAttribute>(inherit: true) is not { } names)
            return;

        AddElementName.SetValue(collection, names.AddItemName);
        RemoveElementName.SetValue(collection, names.RemoveItemName);
        ClearElementName.SetValue(collection, names.ClearItemsName);
    }

    private static object? Unwrapped(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e) when (e.InnerException is ConfigurationException inner)
        {
            throw new ConfigurationErrorsException(inner.BareMessage, inner);
        }
    }

    private static MethodInfo Method<T>(string name, params Type[] parameters) =>
        typeof(T).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic, parameters)
        ?? throw new MissingMethodException(typeof(T).FullName, name);

    private static PropertyInfo Property<T>(string name) =>
        typeof(T).GetProperty(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        ?? throw new MissingMemberException(typeof(T).FullName, name);
}
