using System.Reflection;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Common;

public class AssemblyUtilTests
{
    private const string Here = "SuperSocket.Tests";

    [Test]
    public void A_type_is_found_by_name() =>
        Assert.That(AssemblyUtil.GetType($"{Here}.Common.Dog, {Here}", true, false), Is.EqualTo(typeof(Dog)));

    [Test]
    public void The_only_generic_definition_of_a_name_is_found() =>
        Assert.That(AssemblyUtil.GetType($"{Here}.Common.Cage, {Here}", true, false), Is.EqualTo(typeof(Cage<>)));

    [Test]
    public void Of_two_generic_definitions_of_a_name_none_is_taken() =>
        Assert.That(AssemblyUtil.GetType($"{Here}.Common.Pair, {Here}", false, false), Is.Null);

    [TestCase("SuperSocket.Tests.Common.dog, SuperSocket.Tests")]
    [TestCase("SuperSocket.Tests.Common.cage, SuperSocket.Tests")]
    public void The_case_of_a_name_counts_unless_told_otherwise(string name)
    {
        Assert.That(AssemblyUtil.GetType(name, false, false), Is.Null);
        Assert.That(AssemblyUtil.GetType(name, false, true), Is.Not.Null);
    }

    [TestCase("No.Such.Type, SuperSocket.Tests", typeof(TypeLoadException))]
    [TestCase("No.Such.Type, No.Such.Assembly", typeof(FileNotFoundException))]
    public void An_unknown_type_is_null_or_an_error_that_names_it(string name, Type error)
    {
        Assert.That(AssemblyUtil.GetType(name, false, false), Is.Null);
        Assert.That(() => AssemblyUtil.GetType(name, true, false), Throws.TypeOf(error).With.Message.Contains("No.Such"));
    }

    [Test]
    public void An_object_is_made_with_and_without_arguments()
    {
        Assert.That(AssemblyUtil.CreateInstance<IAnimal>($"{Here}.Common.Dog, {Here}").Name, Is.EqualTo("dog"));
        Assert.That(AssemblyUtil.CreateInstance<IAnimal>($"{Here}.Common.Dog, {Here}", ["Rex"]).Name, Is.EqualTo("Rex"));
    }

    [Test]
    public void Only_exported_classes_that_can_be_made_implement_a_type() => Assert.That(
        typeof(IAnimal).Assembly.GetImplementTypes<IAnimal>(), Is.EquivalentTo(new[] { typeof(Dog), typeof(Puppy), typeof(Cage<>) }));

    [Test]
    public void An_object_of_each_implementation_is_made()
    {
        var animals = typeof(IAnimal).Assembly.GetImplementedObjectsByInterface<IAnimal>();
        Assert.That(animals.Select(a => a.GetType()), Is.EquivalentTo(new[] { typeof(Dog), typeof(Puppy) }));
        var target = typeof(Puppy);
        var puppies = target.Assembly.GetImplementedObjectsByInterface<IAnimal>(target);
        Assert.That(puppies.Select(a => a.GetType()), Is.EqualTo(new[] { typeof(Puppy) }));
    }

    [Test]
    public void Properties_are_copied_to_those_of_the_same_name_and_type()
    {
        var target = new ServerConfig { Name = "target" };
        Assert.That(new ServerConfig { Name = "source", Port = 5, Mode = SocketMode.Udp }.CopyPropertiesTo(target), Is.SameAs(target));
        Assert.That((target.Name, target.Port, target.Mode), Is.EqualTo(("source", 5, SocketMode.Udp)));
    }

    [Test]
    public void Properties_can_be_chosen_by_an_attribute_of_the_target()
    {
        IServerConfig source = new ServerConfig { Port = 5, MaxRequestLength = 9, Options = new() { ["a"] = "1" } };
        var target = new ServerConfig();
        source.CopyPropertiesTo(p => p.IsDefined(typeof(HotUpdateAttribute)), target);
        Assert.That((target.Port, target.MaxRequestLength, target.Options!["a"]), Is.EqualTo((0, 9, "1")));
    }

    [Test]
    public void Properties_of_other_types_and_without_setter_are_left_alone()
    {
        var target = new Target();
        new { Number = "five", Fixed = 5, Text = "t" }.CopyPropertiesTo<object>(target);
        Assert.That((target.Number, target.Fixed, target.Text), Is.EqualTo((1, 2, "t")));
    }

    [TestCase("SuperSocket.Common,SuperSocket.Tests")]
    [TestCase(" SuperSocket.Common ; SuperSocket.Tests ;")]
    public void Assemblies_are_loaded_from_a_list(string list) => Assert.That(
        AssemblyUtil.GetAssembliesFromString(list), Is.EqualTo(new[] { typeof(AssemblyUtil).Assembly, Assembly.GetExecutingAssembly() }));

    [Test]
    public void An_unknown_assembly_is_an_error_that_names_it() => Assert.That(
        () => AssemblyUtil.GetAssembliesFromStrings(["No.Such.Assembly"]),
        Throws.TypeOf<FileNotFoundException>().With.Message.Contains("No.Such.Assembly"));

    [Test]
    public void A_binary_clone_says_that_it_is_not_available() => Assert.That(
        () => new Dog().BinaryClone(), Throws.TypeOf<NotSupportedException>().With.Message.Contains("BinaryClone"));

    private sealed class Target
    {
        public int Number { get; set; } = 1;

        public int Fixed { get; } = 2;

        public string Text { get; set; } = "";
    }
}
