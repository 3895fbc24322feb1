using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Names that are new, and those that they could be taken for.</summary>
public class LookalikeTests
{
    [TestCase("alice")]
    [TestCase("小明")]
    [TestCase("小明2")]
    [TestCase("alice小明")]
    [TestCase("ユーザーalice")]
    [TestCase("さくら桜")]
    [TestCase("김철수kim")]
    [TestCase("Иван_1")]
    [TestCase("José")]
    [TestCase("Nguyễn")]
    [TestCase("สมชาย")]
    [TestCase("น้ำ")]
    [TestCase("राम")]
    [TestCase("محمد")]
    [TestCase("שלום")]
    [TestCase("ㄅㄆ漢")]
    public void Names_of_people_are_usable(string name)
        => Assert.That((UserId.TryParse(name, out string id), NewName.IsUsable(id)), Is.EqualTo((true, true)));

    [TestCase("alice\uFE0F")]
    [TestCase("alice\u034F")]
    [TestCase("\u3164")]
    [TestCase("alice\u180B")]
    [TestCase("alice\U000E0100")]
    [TestCase("\u0301alice")]
    [TestCase("alice-\u0301")]
    [TestCase("ali\u0338\u0338ce")]
    [TestCase("a\u0334\u0335\u0336\u0337\u0338lice")]
    [TestCase("alicе")]
    [TestCase("aliсe小")]
    [TestCase("Иvan")]
    [TestCase("김さくら")]
    [TestCase("user1\u0662")]
    public void Names_with_what_is_not_seen_or_of_several_scripts_are_not(string name)
    {
        if (UserId.TryParse(name, out string id))
            Assert.That(NewName.IsUsable(id), Is.False);
    }

    [Test]
    public void No_character_that_cannot_be_seen_is_usable()
    {
        // The ranges of Default_Ignorable_Code_Point with letters or marks in them: UnicodeData has 267 of these.
        int refused = 0;
        for (int c = 0x80; c < 0x110000; c++)
        {
            if (c is >= 0xD800 and < 0xE000 || !UserId.TryParse("a" + char.ConvertFromUtf32(c), out string id) || id.Length == 1)
                continue;
            bool isIgnorable = c is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
            if (!isIgnorable)
                continue;
            refused++;
            Assert.That(NewName.IsUsable(id), Is.False, $"U+{c:X4}");
        }

        Assert.That(refused, Is.EqualTo(267));
    }

    [TestCase("alice", "Alice")]
    [TestCase("alice", "аlісе")]
    [TestCase("Iris", "lris")]
    [TestCase("Iris", "1ris")]
    [TestCase("bob", "b0b")]
    [TestCase("mike", "rnike")]
    [TestCase("lvan", "ΙVΑΝ")]
    [TestCase("strasse", "Straße")]
    [TestCase("ΣΩΚΡΑΤΗΣ", "σωκρατης")]
    public void Names_that_look_alike_are_found(string there, string other)
    {
        var names = new Lookalikes();
        Assert.That(names.TryAdd(there), Is.True);
        Assert.That(names.TryAdd(other), Is.False);
        names.Remove(there);
        Assert.That(names.TryAdd(other), Is.True);
        Assert.That(names.Has(there), Is.True);
    }

    [TestCase("alice", "alicia")]
    [TestCase("小明", "小朋")]
    [TestCase("user1", "user2")]
    [TestCase("user10", "user100")]
    public void Others_are_not(string there, string other)
    {
        var names = new Lookalikes();
        names.Add(there);
        Assert.That(names.TryAdd(other), Is.True);
    }

    [TestCase("admin")]
    [TestCase("ADMIN")]
    [TestCase("_admin_")]
    [TestCase("sys.tem")]
    [TestCase("аdmin")]
    [TestCase("管理员")]
    [TestCase("系统")]
    [TestCase("客服.")]
    [TestCase("boss")]
    public void Reserved_ids_are_found_however_they_are_written(string id) => Assert.That(new ReservedIds(["boss"]).Has(id), Is.True);

    [TestCase("administrat")]
    [TestCase("小系统")]
    [TestCase("boss2")]
    public void Other_ids_are_not_reserved(string id) => Assert.That(new ReservedIds(["boss"]).Has(id), Is.False);
}
