using System.Reflection;
using System.Reflection.Emit;

namespace ChatServer.Tests.Architecture;

/// <summary>Finds the types that a compiled type uses: in its declaration, in its members and in the code of its methods.</summary>
internal static class TypeUse
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The types that a type uses, itself and those of generic arguments included.</summary>
    /// <param name="type">The type.</param>
    public static HashSet<Type> Find(Type type)
    {
        var found = new HashSet<Type>();
        Add(type.BaseType, found);
        foreach (Type implemented in type.GetInterfaces())
            Add(implemented, found);
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData())
            Add(attribute.AttributeType, found);
        foreach (FieldInfo field in type.GetFields(Own))
            Add(field.FieldType, found);
        foreach (MethodBase method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
            AddMethod(method, found);
        return found;
    }

    private static void AddMethod(MethodBase method, HashSet<Type> found)
    {
        AddSignature(method, found);
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (LocalVariableInfo local in body.LocalVariables)
            Add(local.LocalType, found);
        foreach (int token in GetTokens(body.GetILAsByteArray()!))
        {
            switch (Resolve(method, token))
            {
                case Type type:
                    Add(type, found);
                    break;
                case MethodBase called:
                    Add(called.DeclaringType, found);
                    AddSignature(called, found);
                    break;
                case FieldInfo field:
                    Add(field.DeclaringType, found);
                    Add(field.FieldType, found);
                    break;
            }
        }
    }

    private static void AddSignature(MethodBase method, HashSet<Type> found)
    {
        Add((method as MethodInfo)?.ReturnType, found);
        foreach (ParameterInfo parameter in method.GetParameters())
            Add(parameter.ParameterType, found);
        if (!method.IsGenericMethod)
            return;
        foreach (Type argument in method.GetGenericArguments())
            Add(argument, found);
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        while (type is { HasElementType: true })
            type = type.GetElementType();
        if (type == null || type.IsGenericParameter)
            return;
        foreach (Type argument in type.GetGenericArguments())
            Add(argument, found);
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }

    // Strings and signatures of calls through pointers are no members.
    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<int> GetTokens(byte[] code)
    {
        int at = 0;
        while (at < code.Length)
        {
            short value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            OpCode operation = OpCodesByValue[value];
            at += operation.Size;
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
