using NUnit.Framework;
using SuperSocket.SocketBase;

namespace SuperSocket.Tests.Api;

/// <summary>The comparison finds what an application would stumble over.</summary>
public class SurfaceComparisonTests
{
    private const string Type = "SuperSocket.SocketBase.ListenerInfo";

    [TestCase("public IPEndPoint EndPoint { get; }", Description = "setter")]
    [TestCase("public EndPoint EndPoint { get; set; }", Description = "type")]
    [TestCase("public virtual IPEndPoint EndPoint { get; set; }", Description = "virtual")]
    [TestCase("protected IPEndPoint EndPoint { get; set; }", Description = "access")]
    [TestCase("public IPEndPoint Endpoint { get; set; }", Description = "name")]
    public void A_property_that_differs_is_missing_and_ours_is_additional(string property)
    {
        SurfaceComparison comparison = Compare($"public class ListenerInfo\n    {property}\n    public int BackLog {{ get; set; }}\n    public SslProtocols Security {{ get; set; }}");

        Assert.That(comparison.Missing, Is.EqualTo([$"{Type}: {property}"]));
        Assert.That(Of(comparison, Type), Is.EqualTo([$"{Type}: public IPEndPoint EndPoint {{ get; set; }}"]));
    }

    [TestCase("public static IWorkItem GetServerByName(this IBootstrap bootstrap, string serverName)", Description = "parameter's name")]
    [TestCase("public static IWorkItem GetServerByName(IBootstrap bootstrap, string name)", Description = "extension method")]
    [TestCase("public static IWorkItem GetServerByName(this IBootstrap bootstrap, string name = null)", Description = "default value")]
    public void A_method_that_differs_is_missing_with_ours_beside_it(string method)
    {
        SurfaceComparison comparison = Compare($"public static class Extensions\n    {method}");

        Assert.That(comparison.Missing, Has.Count.EqualTo(1));
        Assert.That(
            comparison.Explain(comparison.Missing[0]),
            Does.EndWith("ours: SuperSocket.SocketBase.Extensions: public static IWorkItem GetServerByName(this IBootstrap bootstrap,string name)"));
    }

    [TestCase("public abstract class ListenerInfo", "public abstract class ListenerInfo")]
    [TestCase("public class ListenerInfo : EventArgs", "base EventArgs")]
    [TestCase("public class ListenerInfo : IDisposable", "interface IDisposable")]
    public void A_type_that_differs_is_found(string declaration, string missing)
        => Assert.That(Compare(declaration).Missing, Does.Contain($"{Type}: {missing}"));

    [Test]
    public void Names_of_type_parameters_do_not_count_and_constraints_do()
    {
        string missing = Compare("public delegate void SessionHandler<X>(X session) where X : IAppServer").Missing.Single();
        SurfaceComparison same = Compare("public delegate void SessionHandler<X>(X session) where X : IAppSession");

        Assert.That(missing, Does.Contain("where X : IAppServer"));
        Assert.That(same.Missing, Is.Empty);
    }

    [Test]
    public void A_reason_belongs_to_the_lines_above_it()
    {
        Deviations deviations = Deviations.Read("# comment\n- A: x\n+ A: y\n    They differ.\n+ B: type\n");

        Assert.That(deviations.Missing, Is.EqualTo(["A: x"]));
        Assert.That(deviations.Additional, Is.EqualTo(["A: y", "B: type"]));
        Assert.That(deviations.Unexplained, Is.EqualTo(["+ B: type"]));
    }

    private static SurfaceComparison Compare(string type)
        => SurfaceComparison.Make("namespace SuperSocket.SocketBase\n" + type, [typeof(IAppServer).Assembly]);

    private static IEnumerable<string> Of(SurfaceComparison comparison, string type)
        => comparison.Additional.Where(fact => fact.StartsWith(type + ": ", StringComparison.Ordinal));
}
