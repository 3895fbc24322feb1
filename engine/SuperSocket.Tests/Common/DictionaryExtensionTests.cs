using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

public class DictionaryExtensionTests
{
    private readonly Dictionary<object, object> _items = new() { ["count"] = 3 };

    [Test]
    public void A_value_is_found_by_its_key() => Assert.That((_items.GetValue<int>("count"), _items.GetValue("count", 5)), Is.EqualTo((3, 3)));

    [Test]
    public void An_absent_value_is_a_new_one_that_is_not_kept()
    {
        Assert.That(_items.GetValue<List<int>>("list"), Is.Not.Null.And.Empty);
        Assert.That(_items, Has.Count.EqualTo(1));
    }

    [Test]
    public void An_absent_value_may_have_a_default() => Assert.That(_items.GetValue("other", "text"), Is.EqualTo("text"));

    [Test]
    public void A_value_of_another_type_is_an_error() => Assert.That(() => _items.GetValue("count", "text"), Throws.TypeOf<InvalidCastException>());
}
