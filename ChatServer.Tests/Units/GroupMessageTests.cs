using System.Text;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>What the copies of a message to a group share.</summary>
public class GroupMessageTests
{
    private readonly GroupMessage _message = new(Guid.CreateVersion7(), "verona", new Sender("romeo"), "hello");
    private readonly JsonFormat _json = new(escapeNonAscii: true);
    private int _encoded;

    [Test]
    public void A_thousand_members_who_see_the_same_need_one_line()
    {
        var gb = Encoding.GetEncoding("gb2312");
        for (int member = 0; member < 1000; member++)
        {
            byte[]? line = Line(TextFormat.Instance, Language.Chinese, Encoding.UTF8);
            Assert.That(Line(TextFormat.Instance, Language.Chinese, Encoding.UTF8), Is.SameAs(line));
            Line(TextFormat.Instance, Language.English, Encoding.UTF8);
            Line(TextFormat.Instance, Language.Chinese, gb);
            Line(_json, Language.Chinese, Encoding.UTF8);
            Assert.That(Line(TextFormat.Instance, Language.Chinese, Encoding.UTF8, isReplay: true), Is.Not.SameAs(line));
        }

        Assert.That(_encoded, Is.EqualTo(5));
    }

    [Test]
    public void When_all_who_are_online_were_served_the_lines_are_forgotten()
    {
        Line(TextFormat.Instance, Language.Chinese, Encoding.UTF8);
        _message.EndSharing();
        Assert.That(Line(TextFormat.Instance, Language.Chinese, Encoding.UTF8), Is.Null);
    }

    [Test]
    public void Of_two_who_make_the_same_line_at_once_one_is_kept()
    {
        var form = new LineForm(TextFormat.Instance, Language.Chinese, Encoding.UTF8, IsReplay: false);
        byte[] first = [1];
        GroupLines.Keep(_message, form, first);
        GroupLines.Keep(_message, form, [2]);
        GroupLines.Keep(_message, form with { IsReplay = true }, [3]);
        Assert.That(GroupLines.Find(_message, form), Is.SameAs(first));
        Assert.That(GroupLines.Find(_message, form with { IsReplay = true }), Is.EqualTo(new byte[] { 3 }));
        _message.EndSharing();
        GroupLines.Keep(_message, form, first);
        Assert.That(GroupLines.Find(_message, form), Is.Null);
    }

    [Test]
    public void The_last_copy_has_the_last_position_of_all()
    {
        _message.AddCopies(3);
        Assert.That(_message.RemoveCopy(MessageEnd.Confirmed, 7, out _, out _), Is.False);
        Assert.That(_message.RemoveCopy(MessageEnd.Expired, 9, out _, out _), Is.False);
        Assert.That(_message.RemoveCopy(MessageEnd.Confirmed, 8, out MessageEnd end, out long last), Is.True);
        Assert.That((end, last), Is.EqualTo((MessageEnd.Expired, 9)), "one copy expired");
    }

    // As a session does.
    private byte[]? Line(IReplyFormat format, Language language, Encoding encoding, bool isReplay = false)
    {
        var form = new LineForm(format, language, encoding, isReplay);
        if (_message.IsShareable && GroupLines.Find(_message, form) == null)
        {
            _encoded++;
            GroupLines.Keep(_message, form, [1]);
        }

        return GroupLines.Find(_message, form);
    }
}
