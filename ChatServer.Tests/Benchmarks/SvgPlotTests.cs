using System.Globalization;
using System.Xml.Linq;
using ChatServer.Benchmarks.Growth;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class SvgPlotTests
{
    private static readonly (double, double)[] Flat = [(10, 1.2), (100, 1.1), (1000, 1.3)];

    [Test]
    public void A_plot_is_a_document_that_reads_in_dark_and_light()
    {
        XDocument plot = XDocument.Parse(SvgPlot.Draw([new SvgPanel("CPU <each> & all", "Users", Flat), new SvgPanel("b", "Users", Flat)]));
        Assert.Multiple(() =>
        {
            Assert.That(plot.Root!.Attribute("viewBox")!.Value, Is.EqualTo("0 0 640 240"));
            Assert.That(Elements(plot, "polyline").Count(), Is.EqualTo(2));
            Assert.That(Elements(plot, "circle").Count(), Is.EqualTo(6));
            Assert.That(Elements(plot, "text").Select(text => text.Value), Has.Some.EqualTo("CPU <each> & all").And.Some.EqualTo("Users").And.Some.EqualTo("1,000").And.Some.EqualTo("1.3"));
            Assert.That(plot.ToString(), Does.Contain("prefers-color-scheme: dark"));
        });
    }

    [Test]
    public void Everything_stands_inside_its_panel_whatever_the_values()
    {
        foreach ((double, double)[] points in ((double, double)[][])[Flat, [(0, 0), (1000, 5e6)], [(1, 0.001), (10_000, 4e5)], [(0, 0)], [(1, 7), (10, 7)]])
        {
            foreach (XElement circle in Elements(XDocument.Parse(SvgPlot.Draw([new SvgPanel("a", "b", points)])), "circle"))
            {
                Assert.That(Number(circle, "cx"), Is.InRange(0, 320));
                Assert.That(Number(circle, "cy"), Is.InRange(0, 240));
            }
        }
    }

    [Test]
    public void Sizes_that_grow_tenfold_stand_at_equal_distances_and_0_before_them()
    {
        var scale = SvgScale.OfSizes([0, 10, 100, 1000], 0, 300);
        Assert.That(((double[])[0, 10, 100, 1000]).Select(scale.Map), Is.EqualTo((double[])[0, 100, 200, 300]).Within(0.001));
    }

    [Test]
    public void Values_begin_with_0_unless_they_are_far_apart()
    {
        var near = SvgScale.OfValues([4, 9], 200, 0);
        var far = SvgScale.OfValues([4, 900], 300, 0);
        Assert.Multiple(() =>
        {
            Assert.That((near.IsLogarithmic, near.Map(0)), Is.EqualTo((false, 200)));
            Assert.That(near.Ticks, Is.EqualTo((double[])[0, 2, 4, 6, 8, 10]));
            Assert.That((far.IsLogarithmic, far.Map(1), far.Map(1000)), Is.EqualTo((true, 300, 0)));
            Assert.That(far.Ticks, Is.EqualTo((double[])[1, 10, 100, 1000]).Within(1e-6));
        });
    }

    private static IEnumerable<XElement> Elements(XDocument plot, string name) => plot.Descendants().Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
