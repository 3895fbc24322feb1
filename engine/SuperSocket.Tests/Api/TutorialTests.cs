using System.Text;
using NUnit.Framework;

namespace SuperSocket.Tests.Api;

/// <summary>An application in the style of the 1.6 tutorial, compiled as such, over a socket and from its own configuration file.</summary>
public class TutorialTests
{
    private static readonly Encoding Gb2312 = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

    [Test]
    public async Task The_tutorial_application_runs_from_its_configuration_file()
    {
        using var program = new TutorialProgram();
        Assert.That(await program.WaitForLineAsync("Setup"), Is.EqualTo("Setup Desk gb2312"));
        await program.WaitForLineAsync("OnStarted");
        Assert.That(await program.WaitForLineAsync("Start result"), Is.EqualTo("Start result: Success!"));
        await program.WaitForStartAsync();

        using TestClient ann = await TestClient.ConnectAsync(program.EndPoint);
        Assert.That(await ann.ReadLineAsync(), Is.EqualTo("* welcome to desk Desk"));
        Assert.That(await ann.AskAsync("Say bob hello"), Is.EqualTo("* sign in first"));
        Assert.That(await ann.AskAsync("SignIn"), Is.EqualTo("* who are you?"));
        Assert.That(await ann.AskAsync("signin ann"), Is.EqualTo("* signed in as ann"));
        Assert.That(await ann.AskAsync("Say bob hello"), Is.EqualTo("* not here: bob"));
        Assert.That(await ann.AskAsync("Whatever"), Is.EqualTo("* no such thing as Whatever"));
        Assert.That(await ann.AskAsync("break"), Is.EqualTo("* sorry: out of order"));

        using TestClient bob = await TestClient.ConnectAsync(program.EndPoint);
        await bob.ReadLineAsync();
        await bob.AskAsync("SignIn bob");
        await ann.SendAsync(Gb2312.GetBytes("Say bob 你好 there\r\n"));
        Assert.That(await ann.ReadLineAsync(), Is.EqualTo("* said"));
        byte[] expected = Gb2312.GetBytes("* ann says 你好 there\r\n");
        Assert.That(await bob.ReadExactlyAsync(expected.Length), Is.EqualTo(expected));

        using TestClient other = await TestClient.ConnectAsync(program.EndPoint);
        await other.ReadLineAsync();
        Assert.That(await other.AskAsync("SignIn ann"), Is.EqualTo("* signed in as ann"));
        Assert.That(await ann.ReadToEndAsync(), Is.EqualTo("* somebody else is you now\r\n"));
        Assert.That(await program.WaitForLineAsync("OnSessionClosed"), Is.EqualTo("OnSessionClosed ann ServerClosing"));

        await bob.SendAsync("Leave\r\n");
        Assert.That(await bob.ReadToEndAsync(), Is.EqualTo("* bye\r\n"));
        await program.WaitForLineAsync("OnSessionClosed bob");
        await program.TypeAsync("status");
        Assert.That(await program.WaitForLineAsync("Desk"), Is.EqualTo("Desk Running 1"));

        await program.TypeAsync("q");
        await program.WaitForLineAsync("OnStopped");
        Assert.That(await program.WaitForLineAsync("OnSessionClosed"), Is.EqualTo("OnSessionClosed ann ServerShutdown"));
        await program.WaitForLineAsync("The server was stopped!");
        Assert.That(await program.WaitForExitAsync(), Is.Zero);
        Assert.That(await other.ReadToEndAsync(), Is.Empty);
    }
}
