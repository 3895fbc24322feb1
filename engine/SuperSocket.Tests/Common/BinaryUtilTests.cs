using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

[TestFixture]
internal sealed class BinaryUtilTests
{
    private static readonly byte[] Source = "xxab-ab-aba"u8.ToArray();
    private static readonly byte[] Mark = "ab"u8.ToArray();

    [Test]
    public void An_element_is_found_inside_the_range_only()
    {
        Assert.That(Source.IndexOf((byte)'a', 0, Source.Length), Is.EqualTo(2));
        Assert.That(Source.IndexOf((byte)'a', 3, 5), Is.EqualTo(5));
        Assert.That(Source.IndexOf((byte)'a', 3, 2), Is.EqualTo(-1));
        Assert.That(new List<string> { "a", "b", "a" }.IndexOf("a", 1, 2), Is.EqualTo(2));
    }

    [TestCase("xxab", 2, 4)]
    [TestCase("abab", 0, 2)]
    [TestCase("xxxa", -1, 4)]
    [TestCase("xxxx", null, 4)]
    [TestCase("", null, 0)]
    public void A_mark_is_found_or_begun_or_absent(string source, int? expected, int expectedParsed)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(source);

        Assert.That(bytes.SearchMark(Mark), Is.EqualTo(expected));
        Assert.That(bytes.SearchMark(Mark, out int parsed), Is.EqualTo(expected));
        Assert.That(parsed, Is.EqualTo(expectedParsed));
    }

    [Test]
    public void A_mark_is_searched_in_a_range()
    {
        Assert.That(Source.SearchMark(3, 4, Mark), Is.EqualTo(5));
        Assert.That(Source.SearchMark(3, 5, Mark, out int parsed), Is.EqualTo(5));
        Assert.That(parsed, Is.EqualTo(4));
        Assert.That(Source.SearchMark(3, 3, Mark), Is.EqualTo(-1));
        Assert.That(Source.SearchMark(3, 2, Mark), Is.Null);
    }

    [Test]
    public void A_mark_that_began_before_the_range_is_completed_in_it()
    {
        Assert.That(Source.SearchMark(3, 8, Mark, 1, out int parsed), Is.EqualTo(3));
        Assert.That(parsed, Is.EqualTo(1));
        Assert.That(Source.SearchMark(4, 3, Mark, 1), Is.EqualTo(5));
        Assert.That(Source.SearchMark(3, 0, Mark, 1), Is.EqualTo(-1));
    }

    [Test]
    public void A_mark_that_overlaps_with_itself_is_found_across_blocks()
    {
        var state = new SearchMarkState<byte>("aab"u8.ToArray());

        Assert.That("aa"u8.ToArray().SearchMark(0, 2, state, out int parsed), Is.EqualTo(-1));
        Assert.That((state.Matched, parsed), Is.EqualTo((2, 2)));
        Assert.That("ab-"u8.ToArray().SearchMark(0, 3, state, out parsed), Is.Zero);
        Assert.That((state.Matched, parsed), Is.EqualTo((0, 2)));
    }

    [Test]
    public void A_list_starts_with_all_or_part_of_a_mark()
    {
        Assert.That("abc"u8.ToArray().StartsWith(Mark), Is.EqualTo(2));
        Assert.That("a"u8.ToArray().StartsWith(Mark), Is.EqualTo(1));
        Assert.That(Array.Empty<byte>().StartsWith(Mark), Is.Zero);
        Assert.That("ac"u8.ToArray().StartsWith(Mark), Is.EqualTo(-1));
        Assert.That(Source.StartsWith(2, 1, Mark), Is.EqualTo(1));
        Assert.That(Source.StartsWith(1, 5, Mark), Is.EqualTo(-1));
    }

    [Test]
    public void A_list_ends_with_all_of_a_mark()
    {
        Assert.That("cab"u8.ToArray().EndsWith(Mark), Is.True);
        Assert.That("b"u8.ToArray().EndsWith(Mark), Is.False);
        Assert.That(Source.EndsWith(0, 4, Mark), Is.True);
        Assert.That(Source.EndsWith(3, 1, Mark), Is.False);
    }

    [Test]
    public void A_range_is_copied()
    {
        Assert.That(Source.CloneRange(2, 2), Is.EqualTo(Mark));
        Assert.That(Source.CloneRange(0, Source.Length), Is.Not.SameAs(Source).And.EqualTo(Source));
        Assert.That(new List<object> { 1, "b", 3 }.CloneRange(1, 2), Is.EqualTo(new object[] { "b", 3 }));
    }

    [Test]
    public void A_range_outside_the_list_and_an_empty_mark_are_refused()
    {
        Assert.That(() => Source.IndexOf((byte)0, 1, Source.Length), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Source.CloneRange(-1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Source.SearchMark(0, 1, Mark, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Source.SearchMark([]), Throws.ArgumentException);
        Assert.That(() => new SearchMarkState<byte>([]), Throws.ArgumentException);
    }

    [Test]
    public void Searching_block_by_block_finds_what_searching_the_whole_finds()
    {
        var text = Gen.Elements((byte)'a', (byte)'b').ArrayOf().Resize(40);
        var mark = Gen.Elements((byte)'a', (byte)'b').NonEmptyListOf().Resize(6).Select(list => list.ToArray());
        var cases = text.Zip(mark, (whole, part) => (whole, part)).Zip(Gen.Choose(1, 5), (two, size) => (two.whole, two.part, size));

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            int expected = SlowEnd(one.whole, one.part);
            return (expected == EndByBlocks(one.whole, one.part, one.size))
                .And(expected == EndByBlocks(new List<byte>(one.whole), one.part, one.size))
                .And(expected == EndByBlocks(new ArraySegment<byte>(one.whole), one.part, one.size))
                .Label($"expected {expected}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static int SlowEnd(byte[] text, byte[] mark)
    {
        for (int end = mark.Length; end <= text.Length; end++)
        {
            if (text.AsSpan(end - mark.Length, mark.Length).SequenceEqual(mark))
                return end;
        }

        return -1;
    }

    private static int EndByBlocks(IList<byte> text, byte[] mark, int size)
    {
        var state = new SearchMarkState<byte>(mark);
        for (int i = 0; i < text.Count; i += size)
        {
            if (text.SearchMark(i, Math.Min(size, text.Count - i), state, out int parsed) >= 0)
                return i + parsed;
        }

        return -1;
    }
}
