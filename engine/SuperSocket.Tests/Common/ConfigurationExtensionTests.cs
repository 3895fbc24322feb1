using System.Collections.Specialized;
using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

public class ConfigurationExtensionTests
{
    private static readonly NameValueCollection Options = new() { ["journal"] = "on", ["empty"] = "" };

    [Test]
    public void An_option_is_found_by_name() => Assert.That(Options.GetValue("journal"), Is.EqualTo("on"));

    [Test]
    public void An_absent_option_is_empty() => Assert.That(Options.GetValue("other"), Is.Empty);

    [Test]
    public void An_absent_option_may_have_a_default() => Assert.That(Options.GetValue("other", "off"), Is.EqualTo("off"));

    [Test]
    public void An_empty_option_is_not_absent() => Assert.That(Options.GetValue("empty", "off"), Is.Empty);

    [Test]
    public void Without_options_the_default_counts() => Assert.That(default(NameValueCollection).GetValue("a", "off"), Is.EqualTo("off"));

    [TestCase("")]
    [TestCase(null)]
    public void An_option_must_have_a_name(string? name) => Assert.That(() => Options.GetValue(name!, "off"), Throws.ArgumentNullException);
}
