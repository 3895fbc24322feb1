using ChatServer.Protocol.Replies;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

public class ChatErrorTests
{
    private const int FirstOfTheServer = 400;

    // The library references no server project, so it names the codes once more.
    [Test]
    public void The_codes_of_the_library_are_those_of_the_server()
    {
        foreach (ChatError error in Enum.GetValues<ChatError>().Where(error => (int)error >= FirstOfTheServer))
            Assert.That(((AnswerCode)(int)error).ToString(), Is.EqualTo(error.ToString()));
    }
}
