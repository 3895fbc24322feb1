using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

[SetCulture("")]
public class StringExtensionTests
{
    [Test]
    public void Text_becomes_a_value()
    {
        Assert.That("-12".ToInt32(), Is.EqualTo(-12));
        Assert.That("5000000000".ToLong(), Is.EqualTo(5000000000));
        Assert.That("-7".ToShort(), Is.EqualTo((short)-7));
        Assert.That("1.25".ToDecimal(), Is.EqualTo(1.25m));
        Assert.That("2012-11-03 10:20:30".ToDateTime(), Is.EqualTo(new DateTime(2012, 11, 3, 10, 20, 30)));
        Assert.That("True".ToBoolean(), Is.True);
        Assert.That("false".ToBoolean(true), Is.False);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("x")]
    [TestCase("99999999999999999999999999999999")]
    public void Other_text_becomes_the_default(string? text)
    {
        Assert.That((text.ToInt32(), text.ToInt32(5)), Is.EqualTo((0, 5)));
        Assert.That((text.ToLong(), text.ToLong(5)), Is.EqualTo((0L, 5L)));
        Assert.That((text.ToShort(), text.ToShort(5)), Is.EqualTo(((short)0, (short)5)));
        Assert.That((text.ToDecimal(), text.ToDecimal(5)), Is.EqualTo((0m, 5m)));
        Assert.That((text.ToDateTime(), text.ToDateTime(DateTime.MaxValue)), Is.EqualTo((DateTime.MinValue, DateTime.MaxValue)));
        Assert.That((text.ToBoolean(), text.ToBoolean(true)), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_number_out_of_range_becomes_the_default() =>
        Assert.That(("2147483648".ToInt32(1), "32768".ToShort(2)), Is.EqualTo((1, (short)2)));

    [TestCase("Friday", false, true)]
    [TestCase("friday", true, true)]
    [TestCase("friday", false, false)]
    [TestCase("Fri", true, false)]
    [TestCase("", true, false)]
    [TestCase(null, true, false)]
    public void A_member_of_an_enumeration_is_found_by_name(string? text, bool ignoreCase, bool found)
    {
        Assert.That(text.TryParseEnum(ignoreCase, out DayOfWeek day), Is.EqualTo(found));
        Assert.That(day, Is.EqualTo(found ? DayOfWeek.Friday : default));
    }
}
