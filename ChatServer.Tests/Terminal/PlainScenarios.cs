using ChatServer.Client;
using ChatServer.Tests.Client;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>The console client in scripts. Each is a line for <c>sh</c>, in which <c>chat</c> is the program.</summary>
[Platform(Include = "Linux,MacOsX")]
public sealed class PlainScenarios() : ClientScenario(Transport.Tcp)
{
    [Test]
    public async Task A_line_is_sent_and_is_stored_when_the_program_ends()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        (int code, string[] output, string[] errors) = await Run("echo 你好 | chat --to romeo");
        ChatMessage message = await Next(romeo);
        Assert.That((message.From, message.Text), Is.EqualTo(("juliet", "你好")));
        Assert.That((code, output[0]), Is.EqualTo((0, $"stored\t{message.Id}\tromeo")));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task A_server_that_is_gone_is_left_for_the_next()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        Assert.That((await Run("echo hello | CHAT_SERVER=127.0.0.1:1,$CHAT_SERVER chat --to romeo")).Code, Is.Zero);
        Assert.That((await Next(romeo)).Text, Is.EqualTo("hello"));
    }

    [Test]
    public async Task Each_line_is_a_message_and_the_last_needs_no_line_end()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        Assert.That((await Run("printf '/quit\\r\\n\\n two\\nthree' | chat --to romeo")).Code, Is.Zero);
        Assert.That(new[] { (await Next(romeo)).Text, (await Next(romeo)).Text, (await Next(romeo)).Text }, Is.EqualTo(new[] { "/quit", " two", "three" }));
    }

    [Test]
    public async Task A_group_gets_lines_too()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        ChatClient juliet = await LogInAsClient("juliet");
        await romeo.JoinAsync("verona", Soon);
        await juliet.JoinAsync("verona", Soon);
        await juliet.DisposeAsync();
        Assert.That((await Run("echo Good morning | chat --to '#verona'")).Code, Is.Zero);
        Assert.That((await Next(romeo)).Group, Is.EqualTo("verona"));
    }

    [Test]
    public async Task A_script_receives_messages_and_confirms_them()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        SendReceipt first = await romeo.SendAsync("juliet", "one\ttab", Soon);
        SendReceipt second = await romeo.SendAsync("juliet", "two", Soon);
        await romeo.SendAsync("juliet", "three", Soon);
        (int code, string[] output, _) = await Run("chat --receive 2 < /dev/null");
        Assert.That(code, Is.Zero);
        Assert.That(output, Is.EqualTo(new[] { $"message\t{first.Id}\tromeo\t-\tone tab", $"message\t{second.Id}\tromeo\t-\ttwo" }));
        ChatClient juliet = await LogInAsClient("juliet");
        Assert.That((await Next(juliet)).Text, Is.EqualTo("three"), "what was not asked for waits");
    }

    [Test]
    public async Task A_question_and_its_answer_fit_into_one_line()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        Task<(int Code, string[] Output, string[] Errors)> asking = Run("echo 'What is the time?' | chat --to romeo --receive 1 | grep ^message | cut -f 5");
        await Next(romeo);
        await romeo.SendAsync("juliet", "Five past nine", Soon);
        Assert.That((await asking).Output, Is.EqualTo(new[] { "Five past nine" }));
    }

    [Test]
    public async Task A_refused_line_is_named_the_others_are_sent_and_the_exit_code_tells()
    {
        Setup = Setup with { Limits = "maxTextLength=\"5\"" };
        ChatClient romeo = await LogInAsClient("romeo");
        (int code, _, string[] errors) = await Run("printf 'one\\ntoo long\\ntwo\\n' | chat --to romeo");
        Assert.That(code, Is.EqualTo(4));
        Assert.That(errors, Is.EqualTo(new[] { "chat: line 2: Not stored: the text has 8 characters, at most 5; send it in parts" }));
        Assert.That(new[] { (await Next(romeo)).Text, (await Next(romeo)).Text }, Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public async Task A_script_that_is_too_fast_is_slowed_down()
    {
        Setup = Setup with { Limits = "messagesPerSecond=\"1\" messageBurst=\"1\"" };
        (int code, string[] output, string[] errors) = await Run("printf 'one\\ntwo\\n' | chat --to romeo");
        Assert.That((code, output.Length, errors.Length), Is.EqualTo((0, 2, 0)));
    }

    [TestCase("echo hi | chat --to romeo --server 127.0.0.1:1", 5, "chat: No chat server at chat://127.0.0.1:1: Connection refused")]
    [TestCase("echo hi | CHAT_PASSWORD=guess chat --to romeo", 3, "chat: Wrong id or password")]
    [TestCase("chat --receive 1 --wait 2 < /dev/null", 6, "chat: The timeout of --wait has expired.")]
    [TestCase("echo hi | chat", 2, "chat: Without a terminal, use --to ID (sends the lines of standard input), --receive N or --wait SECONDS. 'chat --help' lists the options.")]
    [TestCase("echo hi | CHAT_PASSWORD= chat --to romeo", 2, "chat: Without a terminal, set an id (--id or CHAT_ID) and a password (CHAT_PASSWORD). 'chat --help' lists the options.")]
    [TestCase("chat --colour", 2, "chat: There is no option '--colour'. 'chat --help' lists the options.")]
    [TestCase("chat --colour --language zh", 2, "chat: 没有选项 '--colour'。 'chat --help' 列出所有选项。")]
    public async Task What_goes_wrong_is_one_line_and_an_exit_code(string script, int code, string error)
    {
        Setup = Setup with { Accounts = "open" };
        await (await LogInAsClient("juliet")).DisposeAsync();
        (int ended, string[] output, string[] errors) = await Run(script);
        Assert.That(errors, Is.EqualTo(new[] { error }));
        Assert.That((ended, output.Length), Is.EqualTo((code, 0)));
    }

    [Test]
    public async Task The_time_is_over_also_while_the_input_goes_on()
        => Assert.That((await Run("sleep 8 | (chat --to romeo --wait 0.5; echo $?)")).Output, Is.EqualTo(new[] { "6" }));

    // What is read from here never ends.
    [TestCase("chat --to romeo 0<> $fifo")]
    [TestCase("chat --to romeo --receive 1 0<> $fifo")]
    [TestCase("chat --to romeo --wait 60 0<> $fifo")]
    [TestCase("chat --wait 60 < /dev/null")]
    public async Task Whoever_logs_in_elsewhere_ends_it_also_while_the_input_goes_on(string script)
    {
        Task<(int Code, string[] Output, string[] Errors)> running = Run($"fifo=$(mktemp -u); mkfifo $fifo; {script}; code=$?; rm $fifo; exit $code");
        await Until("juliet is online", () => Server.Chat.OnlineIds.Contains("juliet"));
        await LogInAsClient("juliet");
        (int code, _, string[] errors) = await running;
        Assert.That(errors, Is.EqualTo(new[] { "chat: Your account has logged in elsewhere; you are disconnected" }));
        Assert.That(code, Is.EqualTo(3));
    }

    [Test]
    public async Task An_output_that_nobody_reads_is_one_line_and_an_exit_code()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        await romeo.SendAsync("juliet", "one", Soon);
        (_, _, string[] errors) = await Run("(chat --receive 1; echo $? >&2) | true");
        Assert.That(errors, Has.Length.EqualTo(2).And.Some.StartsWith("chat: ").And.Some.EqualTo("1"));
        Assert.That((await Next(await LogInAsClient("juliet"))).Text, Is.EqualTo("one"), "it was not confirmed");
    }

    [Test]
    public async Task Two_programs_write_into_one_file_one_after_the_other()
    {
        string[] output = (await Run("file=$(mktemp); (echo one | chat --to romeo; echo two | chat --to romeo) > $file; cat $file; rm $file")).Output;
        Assert.That(output, Has.Length.EqualTo(2).And.All.StartsWith("stored\t"));
    }

    [TestCase("chat --help", "^Usage: chat ")]
    [TestCase("chat --language zh --help", "^用法: chat ")]
    [TestCase("chat --version", "^[0-9]+\\.[0-9]+\\.[0-9]+$")]
    public async Task It_tells_about_itself(string script, string output)
    {
        (int code, string[] lines, _) = await Run(script);
        Assert.That(code, Is.Zero);
        Assert.That(lines[0], Does.Match(output));
    }

    [Test]
    public async Task A_lost_connection_does_not_lose_a_line()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo");
        Task<(int Code, string[] Output, string[] Errors)> sending = Run("(echo one; sleep 2; echo two) | chat --to romeo", proxy);
        Assert.That((await Next(romeo)).Text, Is.EqualTo("one"));
        proxy.Cut();
        Assert.That((await Next(romeo)).Text, Is.EqualTo("two"));
        Assert.That((await sending).Code, Is.Zero);
    }

    private async Task<(int Code, string[] Output, string[] Errors)> Run(string script, FlakyProxy? via = null)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ChatServer.Terminal.dll");
        string before = $"export LANG=C.UTF-8 CHAT_SERVER=chat://{via?.EndPoint ?? ServerEndPoint} CHAT_ID=juliet CHAT_PASSWORD=secret; unset LC_ALL LC_MESSAGES; chat() {{ dotnet '{program}' \"$@\"; }}";
        using var process = new ServerProcess("sh", ["-c", $"{before}; {script}"]);
        int code = await process.Ended(3 * Deadline.DefaultSeconds);
        return (code, process.Output, process.Errors);
    }
}
