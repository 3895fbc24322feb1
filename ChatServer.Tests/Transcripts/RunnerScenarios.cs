using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatServer.Terminal.Scripts;
using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Wire;
using ChatServer.Terminal.Start;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>Running scripts: those that are true pass, and those that are not say why.</summary>
public sealed class RunnerScenarios : ScriptScenario
{
    // Nobody is told that an account is new.
    public RunnerScenarios() => Setup = Setup with { Accounts = "none" };

    [Test]
    public async Task A_script_that_is_not_true_tells_what_was_expected_what_came_and_what_happened_before()
        => Assert.That(await Failure(Greeting + "\nromeo -> Chat romeo hi\n<- romeo 给你发消息:bye {id}"), Does.Match("""
            ^test\.chat:7: expected within 10 s
                romeo <- romeo 给你发消息:bye {id}
            but received
                romeo 给你发消息:hi [0-9a-f-]{36}
            What happened before:
                romeo connects
                romeo <- Welcome to SuperSocket Chat Server
                romeo -> Check romeo secret
                romeo <- 登录成功
                romeo -> Chat romeo hi$
            """));

    [TestCase("within 0.1 s <- R", "expected within 0.1 s\n    romeo within 0.1 s <- R\nbut nothing came in time\n")]
    [TestCase("-> HB R\nis closed", "expected within 10 s\n    romeo is closed\nbut received\n    R\\x0d\\x0a\n")]
    [TestCase("-> HB R\nreceives nothing for 3 s", "could not be done\n    romeo receives nothing for 3 s\nbut received\n    R\\x0d\\x0a\n")]
    [TestCase("-> Quit\n<- 再见\n<- R", "romeo <- R\nbut the server closed the connection\n")]
    [TestCase("-> Quit\n<- 再见\nis closed with 1000", "romeo is closed with 1000\nbut the server closed without a code\n")]
    [TestCase("-> HB R\n<- Rx\\", "romeo <- Rx\\\nbut received\n    R\\x0d\\\n")]
    [TestCase("-> HB R\n<- R\\x0d\\\nwithin 0.3 s <- \\x0aR\\", "romeo within 0.3 s <- \\x0aR\\\nbut received only\n    \\x0a\\ in time\n")]
    [TestCase("-> Chat romeo \\u{202e}x\n<- x", "but received\n    romeo 给你发消息:\ufffdx ")]
    [TestCase("juliet connects to chat://127.0.0.1:1", "could not be done\n    juliet connects to chat://127.0.0.1:1\nbut the connection failed: Connection refused")]
    [TestCase("juliet connects to web/nowhere", "could not be done\n    juliet connects to web/nowhere\nbut the connection failed: ")]
    [TestCase("juliet connects to elsewhere", "no server is called 'elsewhere'; add --server elsewhere=ADDRESS\n")]
    [TestCase("juliet connects to chat/path", "only a WebSocket has a path")]
    [TestCase("juliet connects to http://x", "'http://x' is not the address of a server")]
    [TestCase("juliet connects in utf-16", "'utf-16' is not an encoding for lines")]
    [TestCase("juliet connects to udp\nstops sending", "but the connection failed: 'stops sending' is not possible over UDP.")]
    [TestCase("juliet connects to gb in gb2312\n-> ☃", "the encoding of juliet lacks the character ☃\n")]
    public async Task A_failure_says_what_happened_instead(string lines, string says)
        => Assert.That(await Failure(Greeting + lines), Does.Contain(says));

    [Test]
    public async Task A_value_is_the_same_wherever_it_is_written()
    {
        const string Lines = Greeting + """
            -> Chat romeo one
            <- romeo 给你发消息:{word} {id}
            -> Chat romeo {word}
            <- romeo 给你发消息:one {other}
            -> Check romeo secret
            <- 登录成功
            <- romeo 给你发送消息:{word} {id}

            """;
        await Passes(Lines + "<- {*}{other}");
        string tybalt = Lines.Replace("Check romeo", "Check tybalt").Replace("romeo 给", "tybalt 给").Replace("Chat romeo", "Chat tybalt");
        Assert.That(await Failure(tybalt + "<- {*} {id}"), Does.StartWith("test.chat:12: expected within 10 s\n    romeo <- {*} {id}\nbut received\n"));
    }

    [Test]
    public async Task A_word_that_stands_twice_in_a_line_is_the_same_twice()
    {
        await Passes(Greeting + "-> Chat romeo a a\n<- romeo 给你发消息:{x} {x} {id}");
        Assert.That(await Failure("romeo connects\n<- {*}\n-> Check romeo secret\n<- 登录成功\n<- {*}\n-> Chat romeo a b\n<- romeo 给你发消息:{x} {x} {id}"), Does.Contain("but received"));
    }

    [Test]
    public async Task A_script_may_run_again_and_again_where_its_ids_are_new_each_time()
    {
        const string Text = "romeo connects\n<- {*}\n-> Check r{run} secret\n<- 登录成功\n-> Chat j{run} {text}\n<- 消息未发送成功\njuliet connects\n<- {*}\n-> Check j{run} secret\n<- 登录成功\n<- r{run} 给你发送消息:hello {id}";
        for (int i = 0; i < 3; i++)
            await Passes(Text, Options with { Variables = new Dictionary<string, string> { ["text"] = "hello" } });
    }

    [Test]
    public async Task Bytes_travel_as_they_are_written()
    {
        await Passes(Greeting + """
            romeo -> HB R\x0d\x0aHB\
                  ->  R\x0d\
                  -> \x0a\
                  <- R\x0d\
                  <- \x0a\
                  <- R
                  -> Chat romeo \xe4\xbd\
                  -> \xa0\x0d\x0a\
                  <- romeo 给你发消息:\xe4\xbd\xa0 {id}
                  -> Chat romeo \xc3(
                  <- 无法识别的文字,已被丢弃,请再发一次:本端口使用 utf-8 编码
            """);
    }

    [Test]
    public async Task Chinese_of_one_listener_is_that_of_the_other()
        => await Passes(Greeting + "juliet connects to gb in gb2312\n<- {*}\n-> Check juliet secret\n<- 登录成功\n-> Chat romeo 你\\xba\\xc3\nromeo <- juliet 给你发消息:{text} {id}\n-> Chat juliet {text}\njuliet <- romeo 给你发消息:你好 {other}");

    [Test]
    public async Task Whoever_leaves_may_come_back_and_a_reset_ends_a_session_too()
        => await Passes(Greeting + "resets\n" + Greeting + "closes\n" + Greeting + "stops sending\nis closed\ncloses\n" + Greeting + "receives nothing for 0.05 s\njuliet connects\n<- {*}\n-> Check romeo secret\n<- 登录成功\nromeo <- 您的账号已经在他处登录,您已经被踢下线了\nis closed");

    [Test]
    public async Task A_script_runs_inside_of_TLS_if_the_certificate_is_taken()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chat-script-");
        string file = Path.Combine(directory.FullName, "chat.pfx");
        TestCertificate.Write(file);
        Setup = Setup with { ListenerAttributes = "security=\"Tls12,Tls13\"", Elements = $"<certificate filePath=\"{file}\" password=\"{TestCertificate.Password}\" />" };
        RunOptions options = Options with { Servers = ServerNames.None.With("chat", $"chats://{Server.EndPoint("utf-8")}") };
        await Passes(Greeting + "receives nothing for 0.05 s\nstops sending\nis closed", options with { AnyCertificate = true });
        Assert.That(await Failure(Greeting, options), Does.Contain("but the connection failed: The remote certificate"));
        directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_script_takes_no_longer_than_it_may_and_takes_in_no_more()
    {
        long start = Stopwatch.GetTimestamp();
        Assert.That(await Failure(Greeting + "receives nothing for 3600 s", Options with { Limit = TimeSpan.FromSeconds(2) }), Does.Contain("but the script may take only 2 s"));
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That(await Failure(Greeting, Options with { MaxBytes = 20 }), Does.Contain("The servers sent more than 20 bytes in one script."));
    }

    [Test]
    public async Task A_server_that_never_ends_its_line_is_not_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task flood = FloodAsync(listener);
        Assert.That(await Failure($"romeo connects to chat://{listener.LocalEndpoint}\nwithin 60 s <- x"), Does.Contain("The server sent more than 1048576 bytes without a line end."));
        await flood;
    }

    [Test]
    public async Task A_server_that_ends_lines_otherwise_is_found_out_and_can_be_written_down()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        for (int i = 0; i < 2; i++)
        {
            Task<string?> script = Failure($"romeo connects to chat://{listener.LocalEndpoint}\n{(i == 0 ? "<- one" : "<- one\\x0a\\\n<- two\\\nis closed")}");
            using Socket peer = await listener.AcceptSocketAsync();
            await peer.SendAsync("one\ntwo"u8.ToArray());
            peer.Shutdown(SocketShutdown.Send);
            Assert.That(await script, i == 0 ? Does.Contain("romeo received a line that ends with LF alone\n    one\\x0a") : Is.Null);
        }
    }

    [Test]
    public async Task The_program_tells_by_its_exit_code_how_it_went()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chat-script-");
        string good = Path.Combine(directory.FullName, "good.chat"), bad = Path.Combine(directory.FullName, "bad.chat"), wrong = Path.Combine(directory.FullName, "wrong.chat");
        await File.WriteAllTextAsync(good, "romeo connects to web\n<- {*}");
        await File.WriteAllTextAsync(bad, "romeo connects to web\nwithin 5 s <- Hello");
        await File.WriteAllTextAsync(wrong, "romeo connects\nromeo waves");
        string web = $"web=ws://{Server.Web.Listeners[0].EndPoint}/ws";
        (int code, string output, _) = await Play("--server", web, good);
        Assert.That(code, Is.EqualTo(0));
        Assert.That(output, Does.Match("^.*good\\.chat:1: passed in [0-9.]+ s\n1 passed, 0 failed\n$"));
        (code, output, _) = await Play("--server", web, "--packets", "bytes", good, bad);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("bad.chat:2: expected within 5 s").And.EndsWith("1 passed, 1 failed\n"));
        (code, output, string error) = await Play("--server", web, good, wrong);
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Match("^.*wrong\\.chat:2: 'waves' is none of: .*\n$"));
        directory.Delete(recursive: true);
    }

    [TestCase("a file is missing; see --help", "--any-certificate")]
    [TestCase("There is no option '--what'.", "--what")]
    [TestCase("There is no option '--serve'. Did you mean '--server'?", "--serve", "chat://127.0.0.1:1", "a.chat")]
    [TestCase("--server needs a value.", "--server")]
    [TestCase("'http://x' is not the address of a server; use one of ", "--server", "a=http://x")]
    [TestCase("--set needs NAME=VALUE; a name is letters, digits and _", "--set", "1=2")]
    [TestCase("--within needs seconds, from 0.001 to 86400, and not '-1'", "--within", "-1")]
    [TestCase("'3' is none of: written, glued, bytes", "--packets", "3")]
    [TestCase("Could not find file", "nowhere.chat")]
    [TestCase("Could not find file", "\u001b[2J.chat")]
    [TestCase("the name of a file is empty", "")]
    public async Task Wrong_arguments_are_told_in_one_line(string says, params string[] args)
    {
        (int code, string output, string error) = await Play(args);
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.StartWith("chat play: " + says));
        Assert.That(error.Count(char.IsControl), Is.EqualTo(1));
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task A_script_comes_through_a_pipe_too()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ChatServer.Terminal.dll");
        using var process = new ServerProcess("sh", ["-c", $"echo 'romeo connects' | dotnet '{program}' play --server chat://{Server.EndPoint("utf-8")} /dev/stdin"]);
        Assert.That(await process.Ended(3 * Deadline.DefaultSeconds), Is.Zero);
        Assert.That(process.Output, Has.Some.EqualTo("1 passed, 0 failed"));
    }

    private static async Task<(int Code, string Output, string Error)> Play(params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int code = await CommandLine.InvokeAsync(new PlayCommand(output, error), args);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task FloodAsync(TcpListener listener)
    {
        using Socket peer = await listener.AcceptSocketAsync();
        byte[] flood = new byte[64 * 1024];
        try
        {
            while (true)
                await peer.SendAsync(flood);
        }
        catch (SocketException)
        {
            // The script has given up.
        }
    }
}
