using System.Reflection;
using System.Reflection.Emit;
using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

/// <summary>Assemblies that lie next to the program without being known to its deps file.</summary>
public class ApplicationDirectoryTests
{
    private readonly string _assembly = "Unlisted" + Guid.NewGuid().ToString("N");

    private string File => Path.Combine(AppContext.BaseDirectory, _assembly + ".dll");

    [TearDown]
    public void DeleteFile() => System.IO.File.Delete(File);

    [Test]
    public async Task A_type_of_an_assembly_that_is_only_a_file_is_found()
    {
        SaveAssembly();
        string hook = typeof(StartupHook).Assembly.Location;
        (_, string[] output, _) = await ChildProcess.Run(
            ChildProcess.DotNet,
            [hook],
            environment: new Dictionary<string, string?> { ["DOTNET_STARTUP_HOOKS"] = hook, [StartupHook.TypeVariable] = $"Unlisted.Command, {_assembly}" });
        Assert.That(output, Is.EqualTo(new[] { "nothing, Unlisted.Command" }), "found by .NET, found by AssemblyUtil");
    }

    [Test]
    public void An_assembly_that_is_only_a_file_is_loaded_by_name()
    {
        SaveAssembly();
        Assert.That(AssemblyUtil.GetAssembliesFromString(_assembly).Single().GetName().Name, Is.EqualTo(_assembly));
    }

    [Test]
    public void A_file_that_is_no_assembly_is_an_error()
    {
        System.IO.File.WriteAllText(File, "no assembly");
        Assert.That(() => AssemblyUtil.GetType($"A.B, {_assembly}", true, false), Throws.TypeOf<BadImageFormatException>());
    }

    private void SaveAssembly()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(_assembly), typeof(object).Assembly);
        assembly.DefineDynamicModule(_assembly).DefineType("Unlisted.Command", TypeAttributes.Public).CreateType();
        assembly.Save(File);
    }
}
