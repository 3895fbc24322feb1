using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

[TestFixture]
internal sealed class ArraySegmentListTests
{
    [Test]
    public void Segments_are_read_as_one_list()
    {
        var list = Of("abc", "d", "", "efgh");

        Assert.That((list.Count, list.SegmentCount), Is.EqualTo((8, 3)));
        Assert.That(Text(list), Is.EqualTo("abcdefgh"));
        Assert.That(new string([.. Enumerable.Range(0, 8).Select(i => (char)list[i])]), Is.EqualTo("abcdefgh"));
        Assert.That(new string([.. Enumerable.Range(0, 8).Select(i => (char)list[7 - i])]), Is.EqualTo("hgfedcba"));
        Assert.That(list.IndexOf((byte)'f'), Is.EqualTo(5));
        Assert.That(list.IndexOf((byte)'z'), Is.EqualTo(-1));
    }

    [Test]
    public void An_index_outside_the_list_is_refused([Values(-1, 4, int.MaxValue)] int index)
        => Assert.That(() => Of("ab", "cd")[index], Throws.InstanceOf<IndexOutOfRangeException>());

    [Test]
    public void Only_a_segment_that_is_not_copied_follows_its_array()
    {
        byte[] array = "abcd"u8.ToArray();
        var list = new ArraySegmentList();
        list.AddSegment(array, 1, 2);
        list.AddSegment(array, 1, 2, true);

        array[1] = (byte)'X';

        Assert.That(Text(list), Is.EqualTo("Xcbc"));
    }

    [Test]
    public void Ranges_are_copied()
    {
        var list = Of("abc", "d", "efgh");
        byte[] to = "........"u8.ToArray();

        Assert.That(list.CopyTo(to, 2, 1, 4), Is.EqualTo(4));
        Assert.That(Encoding.ASCII.GetString(to), Is.EqualTo(".cdef..."));
        Assert.That(list.CopyTo(new byte[3]), Is.EqualTo(3));
        Assert.That(list.CopyTo(new byte[20]), Is.EqualTo(8));
        Assert.That(Encoding.ASCII.GetString(list.ToArrayData(3, 2)), Is.EqualTo("de"));
        Assert.That(list.ToArrayData(8, 0), Is.Empty);
        Assert.That(() => list.ToArrayData(7, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => list.CopyTo(to, 0, 5, 4), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0, "abcdefgh", 3)]
    [TestCase(-1, "abcdefgh", 3)]
    [TestCase(1, "abcdefg", 3)]
    [TestCase(4, "abcd", 2)]
    [TestCase(6, "ab", 1)]
    [TestCase(8, "", 0)]
    [TestCase(9, "", 0)]
    public void The_end_is_trimmed(int size, string text, int segments)
    {
        var list = Of("abc", "d", "efgh");
        Assert.That(list[7], Is.EqualTo((byte)'h'));

        list.TrimEnd(size);

        Assert.That((Text(list), list.Count, list.SegmentCount), Is.EqualTo((text, text.Length, segments)));
    }

    [Test]
    public void A_segment_is_removed_and_the_rest_moves_forward()
    {
        var list = Of("abc", "d", "efgh");

        list.RemoveSegmentAt(1);

        Assert.That((Text(list), (char)list[3], list.SegmentCount), Is.EqualTo(("abcefgh", 'e', 2)));
    }

    [Test]
    public void A_cleared_list_is_empty_and_can_be_used_again()
    {
        var list = Of("abc", "d");
        Assert.That(list[3], Is.EqualTo((byte)'d'));

        list.ClearSegements();
        Assert.That((list.Count, list.SegmentCount), Is.EqualTo((0, 0)));

        list.AddSegment("xy"u8.ToArray(), 0, 2);
        Assert.That((char)list[1], Is.EqualTo('y'));
    }

    [Test]
    public void A_mark_that_is_split_over_segments_is_found_in_the_last_one()
    {
        var state = new SearchMarkState<byte>("##"u8.ToArray());
        var list = new ArraySegmentList();
        Assert.That(list.SearchLastSegment(state), Is.EqualTo(-1));

        list.AddSegment("ab#"u8.ToArray(), 0, 3);
        Assert.That(list.SearchLastSegment(state), Is.EqualTo(-1));
        list.AddSegment("#c"u8.ToArray(), 0, 2);

        Assert.That(list.SearchLastSegment(state), Is.EqualTo(2));
        Assert.That(state.Matched, Is.Zero);
    }

    [Test]
    public void Characters_that_are_split_over_segments_are_decoded()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a你b");
        var list = new ArraySegmentList();
        foreach (byte one in bytes)
            list.AddSegment([one], 0, 1);

        Assert.That(list.Decode(Encoding.UTF8), Is.EqualTo("a你b"));
        Assert.That(list.Decode(Encoding.UTF8, 1, 3), Is.EqualTo("你"));
        Assert.That(Of("abc").Decode(Encoding.ASCII, 1, 2), Is.EqualTo("bc"));
    }

    [Test]
    public void A_mask_goes_round_over_the_segments_of_a_range()
    {
        var list = new ArraySegmentList();
        list.AddSegment([1, 1, 1], 0, 3);
        list.AddSegment([1, 1, 1, 1], 0, 4);

        list.DecodeMask([1, 2, 4], 1, 5);

        Assert.That(list.ToArrayData(), Is.EqualTo(new byte[] { 1, 0, 3, 5, 0, 3, 1 }));
    }

    [Test]
    public void What_would_change_or_enumerate_elements_is_not_supported()
    {
        IList<byte> list = Of("ab");

        Assert.That(list.IsReadOnly, Is.True);
        Assert.That(() => list.Add(1), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => list.Insert(0, 1), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => list.Remove(1), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => list.RemoveAt(0), Throws.InstanceOf<NotSupportedException>());
        Assert.That(list.Clear, Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => list.Contains((byte)1), Throws.InstanceOf<NotSupportedException>());
        Assert.That(list.GetEnumerator, Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void What_was_detached_is_not_written_again()
    {
        var list = new ArraySegmentList();
        list.Append("abc"u8);
        var detached = list.Detach();

        list.Append("xyz"u8);

        Assert.That(Encoding.ASCII.GetString(detached), Is.EqualTo("abc"));
        Assert.That(Text(list), Is.EqualTo("xyz"));
    }

    [Test]
    [MaxTime(20_000)]
    public void Reading_a_hundred_thousand_segments_in_order_is_not_quadratic()
    {
        const int Count = 100_000;
        var list = new ArraySegmentList();
        byte[] one = [7];
        for (int i = 0; i < Count; i++)
            list.AddSegment(one, 0, 1);

        long sum = 0;
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < Count; i++)
                sum += list[i];
        }

        Assert.That(sum, Is.EqualTo(7L * Count * 10));
    }

    [Test]
    public void Any_order_of_calls_gives_what_a_plain_list_gives()
    {
        // Each number is a call: what to do, and a size.
        var calls = Gen.Choose(0, 99).ArrayOf().ToArbitrary();

        Prop.ForAll(calls, numbers =>
        {
            var list = new ArraySegmentList();
            var plain = new List<byte>();
            byte next = 0;
            foreach (int number in numbers)
            {
                byte[] block = [.. Enumerable.Range(0, number / 6).Select(_ => next++)];
                switch (number % 6)
                {
                    case 0:
                        list.TrimEnd(block.Length);
                        plain.RemoveRange(Math.Max(0, plain.Count - block.Length), Math.Min(plain.Count, block.Length));
                        continue;
                    case 1 when list.SegmentCount > 0:
                        list.RemoveSegmentAt(0);
                        plain.RemoveRange(0, plain.Count - list.Count);
                        continue;
                    case 2:
                        list.AddSegment(block, 0, block.Length, true);
                        break;
                    case 3:
                        list.AddSegment(block, 0, block.Length);
                        break;
                    default:
                        list.Append(block);
                        break;
                }

                plain.AddRange(block);
            }

            bool same = list.Count == plain.Count && list.ToArrayData().SequenceEqual(plain) && list.ToSegment().SequenceEqual(plain);
            return same && Enumerable.Range(0, plain.Count).Reverse().All(i => list[i] == plain[i]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static ArraySegmentList Of(params string[] segments)
    {
        var list = new ArraySegmentList();
        foreach (string segment in segments)
            list.AddSegment(Encoding.ASCII.GetBytes($"<{segment}>"), 1, segment.Length);
        return list;
    }

    private static string Text(ArraySegmentList list) => Encoding.ASCII.GetString(list.ToArrayData());
}
