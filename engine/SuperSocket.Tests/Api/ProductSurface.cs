using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.Tests.Api;

/// <summary>Reads the public surface of the product by reflection and writes it in the form of Contract.txt.</summary>
internal sealed class ProductSurface(IReadOnlyCollection<Assembly> assemblies, TypeNames names)
{
    private const BindingFlags Declared
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public IEnumerable<TypeSurface> Read() => assemblies.SelectMany(a => a.GetExportedTypes()).Select(Read);

    private static string Access(MethodBase? method)
        => method switch
        {
            { IsPublic: true } => "public",
            { IsFamilyOrAssembly: true } => "protected internal",
            { IsFamily: true } => "protected",
            _ => "",
        };

    private static string Wider(string one, string other)
        => one == "public" || other.Length == 0 ? one : other == "public" || one.Length == 0 ? other : one.Length > other.Length ? one : other;

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return method.IsStatic ? "static " : "";
        if (method.IsStatic)
            return "static ";
        if (method.IsAbstract)
            return method.GetBaseDefinition() == method ? "abstract " : "abstract override ";
        if (method.GetBaseDefinition() != method)
            return method.IsFinal ? "sealed override " : "override ";
        return method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
    }

    private static string Literal(object? value)
        => value switch
        {
            null => "null",
            string text => "\"" + text + "\"",
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    private TypeSurface Read(Type type)
    {
        Type[] interfaces = [.. type.GetInterfaces().Where(i => i.IsVisible)];
        return new TypeSurface(
            names.Full(type),
            Head(type),
            type.IsClass && !IsDelegate(type) ? names.Short(type.BaseType!) : "",
            interfaces.Where(i => !IsImplied(i, type, interfaces)).Select(names.Short).ToHashSet(),
            Members(type).ToHashSet())
        {
            AllInterfaces = interfaces.Select(names.Short).ToHashSet(),
            Inherited = Bases(type).SelectMany(Members).ToHashSet(),
        };
    }

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsImplied(Type candidate, Type type, Type[] all)
        => type.BaseType?.GetInterfaces().Contains(candidate) == true
            || Array.Exists(all, other => other != candidate && other.GetInterfaces().Contains(candidate));

    private IEnumerable<Type> Bases(Type type)
    {
        for (Type? level = type.BaseType; level != null && assemblies.Contains(level.Assembly); level = level.BaseType)
            yield return level;
    }

    private string Head(Type type)
    {
        string attributes = Attributes(type);
        if (IsDelegate(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return ContractText.Canonical(
                $"{attributes}public delegate {names.Short(invoke.ReturnType)} {names.Declared(type)}({Parameters(invoke)}){Constraints(type.GetGenericArguments())}");
        }

        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        string size = type.IsEnum ? " : " + names.Short(Enum.GetUnderlyingType(type)) : "";
        return ContractText.Canonical($"{attributes}public {kind} {names.Declared(type)}{size}{Constraints(type.GetGenericArguments())}");
    }

    private IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        if (IsDelegate(type))
            return [];
        return type.GetMembers(Declared).Select(Member).Where(text => text != null).Select(text => ContractText.Canonical(text!));
    }

    private string? Member(MemberInfo member)
        => member switch
        {
            ConstructorInfo { IsStatic: false } constructor when Access(constructor).Length > 0
                => $"{Attributes(member)}{Access(constructor)} {WithoutArguments(member.DeclaringType!)}({Parameters(constructor)})",
            MethodInfo { IsSpecialName: false } method when Access(method).Length > 0 => Method(method),
            PropertyInfo property => Property(property),
            EventInfo { AddMethod: { } add } e when Access(add).Length > 0
                => $"{Attributes(member)}{AccessPrefix(add)}{Modifiers(add)}event {names.Short(e.EventHandlerType!)} {e.Name}",
            FieldInfo { IsSpecialName: false } field => Field(field),
            _ => null,
        };

    private string WithoutArguments(Type type)
    {
        string name = names.Declared(type);
        int mark = name.IndexOf('<', StringComparison.Ordinal);
        return mark < 0 ? name : name[..mark];
    }

    private static string AccessPrefix(MethodBase method) => method.DeclaringType!.IsInterface ? "" : Access(method) + " ";

    private string Method(MethodInfo method)
    {
        Type[] arguments = method.GetGenericArguments();
        string generic = arguments.Length == 0 ? "" : "<" + string.Join(",", arguments.Select(names.Short)) + ">";
        return $"{Attributes(method)}{AccessPrefix(method)}{Modifiers(method)}{names.Short(method.ReturnType)} {method.Name}{generic}"
            + $"({Parameters(method)}){Constraints(arguments)}";
    }

    private string? Property(PropertyInfo property)
    {
        string get = Access(property.GetMethod);
        string set = Access(property.SetMethod);
        string access = Wider(get, set);
        if (access.Length == 0)
            return null;

        MethodInfo accessor = (get.Length > 0 ? property.GetMethod : property.SetMethod)!;
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Attributes(property)}{(property.DeclaringType!.IsInterface ? "" : access + " ")}{Modifiers(accessor)}{names.Short(property.PropertyType)} {name} {{ "
            + Accessor("get", get, access) + Accessor(IsInit(property) ? "init" : "set", set, access) + "}";
    }

    private static string Accessor(string name, string own, string whole)
        => own.Length == 0 ? "" : own == whole ? name + "; " : $"{own} {name}; ";

    private static bool IsInit(PropertyInfo property)
        => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private string? Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public" : field.IsFamilyOrAssembly ? "protected internal" : field.IsFamily ? "protected" : "";
        if (access.Length == 0)
            return null;
        if (field.IsLiteral)
            return $"{Attributes(field)}{access} const {names.Short(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())}";
        return $"{Attributes(field)}{access} {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{names.Short(field.FieldType)} {field.Name}";
    }

    private string Parameters(MethodBase method)
    {
        string list = string.Join(", ", method.GetParameters().Select(Parameter));
        return method.IsDefined(typeof(ExtensionAttribute)) ? "this " + list : list;
    }

    private string Parameter(ParameterInfo parameter)
    {
        string kind = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{kind}{names.Short(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    private string Constraint(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var items = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            items.Add("class");
        if (isStruct)
            items.Add("struct");
        items.AddRange(parameter.GetGenericParameterConstraints().Where(t => t != typeof(ValueType)).Select(names.Short));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            items.Add("new()");
        return items.Count == 0 ? "" : $" where {names.Short(parameter)} : {string.Join(", ", items)}";
    }

    private string Attributes(MemberInfo member)
    {
        var texts = new List<string>();
        if (member.GetCustomAttribute<ObsoleteAttribute>(false) is { } obsolete)
            texts.Add($"[Obsolete({Literal(obsolete.Message)})]");
        if (member.IsDefined(typeof(HotUpdateAttribute), false))
            texts.Add("[HotUpdate]");
        if (member.GetCustomAttribute<AppServerMetadataTypeAttribute>(false) is { } metadata)
            texts.Add($"[AppServerMetadataType({names.Short(metadata.MetadataType)})]");
        if (member.GetCustomAttribute<AttributeUsageAttribute>(false) is { } usage)
            texts.Add($"[AttributeUsage({usage.ValidOn}, AllowMultiple = {Literal(usage.AllowMultiple)}{(usage.Inherited ? "" : ", Inherited = false")})]");
        return string.Concat(texts.Select(text => text + " "));
    }
}
