using System.Reflection;
using System.Text.RegularExpressions;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Terminal.Words;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>No English text says "1 messages", nor "2 message".</summary>
public sealed partial class PluralsTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void English_replies_agree_with_their_numbers(int number)
    {
        foreach (ReplyDefinition definition in ReplyCatalogue.All)
            Check(TextFormat.Instance.Write(ReplyCatalogue.Sample(definition, number), Language.English), number, definition.Name);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void English_texts_of_the_console_agree_with_their_numbers(int number)
    {
        TerminalWords words = new EnglishWords();
        foreach (MethodInfo method in typeof(TerminalWords).GetMethods().Where(method => method.ReturnType == typeof(string) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(int))))
        {
            object?[] values = [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? (object)number : "x")];
            Check((string)method.Invoke(words, values)!, number, method.Name);
        }
    }

    [Test]
    public void Each_place_gets_the_word_of_its_own_number()
    {
        Assert.That(Plurals.Format("{0} {0:group|groups} with {1} {1:member|members} {2}", 1, 2L, "{x}"), Is.EqualTo("1 group with 2 members {x}"));
        Assert.That(Plurals.Format("{0:byte|bytes} {0}", "1"), Is.EqualTo("bytes 1"));
        Assert.That(Plurals.Format("{0:0.0}|", 1.5), Is.EqualTo("1.5|"));
    }

    // "at most 1 per second" and "1 s" are right.
    private static void Check(string text, int number, string name)
    {
        Match wrong = (number == 1 ? PluralAfterOne() : SingularAfterOthers()).Match(text);
        Assert.That(wrong.Success, Is.False, $"{name}: {text}");
    }

    [GeneratedRegex("\\b1 (?:unconfirmed )?(?:messages|members|groups|characters|bytes|seconds|times|accounts)\\b|\\b1 are\\b|\\b1 of your messages are\\b")]
    private static partial Regex PluralAfterOne();

    [GeneratedRegex("\\b[02] (?:unconfirmed )?(?:message|member|group|character|byte|second|time|account)\\b|\\b[02] is\\b")]
    private static partial Regex SingularAfterOthers();
}
