using System.Reflection;
using System.Text;

namespace SeqGan.TestSupport;

/// <summary>
/// The public surface of an assembly as text, and its approval: a change of it shows in the diff of an approved file.
/// To approve a change, run the test with SEQGAN_APPROVE=1. (PublicApiGenerator would do; the feed lacks it.)
/// </summary>
internal static class PublicApi
{
    const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Compares with PublicApi.approved.txt in the test project's folder.</summary>
    public static void Approve(Assembly assembly, string testProject)
    {
        var path = Path.Combine(Repository.Root, "tests", testProject, "PublicApi.approved.txt");
        var actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("SEQGAN_APPROVE") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }

    static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.Namespace).Append('.').Append(Name(type)).Append('\n');
            var members = type.GetMembers(Visible).Select(Line).Where(line => line is not null).Order(StringComparer.Ordinal);
            foreach (var line in members) text.Append("    ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true, IsSpecialName: false } field => $"{(field.IsLiteral ? "const " : "")}{Name(field.FieldType)} {field.Name}",
        PropertyInfo property when Accessor(property) is { } getter => $"{Static(getter)}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)}}}",
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsVisible(method) && !method.Name.Contains('<') => $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => null,
    };

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    static MethodBase? Accessor(PropertyInfo property) => property.GetAccessors(nonPublic: true).FirstOrDefault(IsVisible);

    static string Accessors(PropertyInfo property) =>
        (property.GetMethod is { } get && IsVisible(get) ? "get; " : "") +
        (property.SetMethod is { } set && IsVisible(set) ? set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init; " : "set; " : "");

    static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        Name(parameter.ParameterType) + " " + parameter.Name + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "")));

    static string Name(Type type) => type switch
    {
        { IsByRef: true } => "ref " + Name(type.GetElementType()!),
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsGenericParameter: true } => type.Name,
        { IsGenericType: true } => $"{Nested(type).Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => Nested(type),
    };

    static string Nested(Type type) => type.IsNested && !type.IsGenericParameter ? $"{Nested(type.DeclaringType!)}.{type.Name}" : type.Name;
}
