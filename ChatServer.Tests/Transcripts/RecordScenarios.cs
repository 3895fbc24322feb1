using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatServer.Terminal.Scripts;
using ChatServer.Terminal.Scripts.Recording;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Start;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>Recording: what somebody does and sees becomes a script, which is true on a fresh server.</summary>
public sealed class RecordScenarios : ScriptScenario
{
    [Test]
    public async Task A_conversation_of_two_people_is_recorded_and_is_true_on_a_fresh_server()
    {
        using var person = new Typist();
        Task<ChatScript> recording = Recorder.RecordAsync("alice", person, person.Screen, Options, TimeProvider.System, default);
        await person.Sees("alice <- Welcome");
        await person.Types("Check alice my,password", "alice <- 登录成功");
        await person.Types("Receipt on", "alice <- 回执已开启");
        await person.Types("Chat bob {id} \\{ \u001b[31m", "alice <- 消息未发送成功");
        await person.Types("@bob to gb in gb2312", "bob <- Welcome");
        await person.Types("Check bob other", "给你发送消息:\\{id}");
        string id = person.LastLine.Split(' ')[^1];
        await person.Types($"Confirm {id}", $"alice <- bob 已确认 {id}");
        await person.Types("Check bob other", "bob <- 登录成功");
        await person.Types("@web to web", "web <- {\"type\":\"answer\",\"code\":200");
        await person.Types("{\"cmd\":\"Check\",\"id\":\"carol\",\"password\":\"my,password\"}", "\"code\":201");
        await person.Types("{\"cmd\":\"Chat\",\"to\":\"alice\",\"text\":\"hi\",\"ref\":\"1\"}", "alice <- carol 给你发消息:hi");
        await person.Types("@udp to udp");
        await person.Types("Check dave other", "udp <- @");
        string cookie = person.LastLine.Split(' ')[^1];
        await person.Types($"@{cookie} Check dave other", "udp <- 登录成功");
        await person.Types("@alice");
        await person.Types("Trace " + id, id);
        await person.Types("Quit", "alice <- 再见", "alice is closed");
        await person.Types("Who", "# alice is not connected any more; @alice connects again");
        person.Leaves();
        string script = (await recording).ToString();
        Assert.That(script, Does.Not.Contain("my,password").And.Not.Contain(id).And.Not.Contain("other"));
        Assert.That(script, Does.Contain("alice -> Check alice secret\n").And.Contain("bob -> Check bob secret2\n").And.Contain("\"password\":\"secret\""));
        Assert.That(script, Does.Contain("bob -> Confirm {id1}\n").And.Contain("\nalice -> Trace {id1}\n").And.Contain("\"id\":\"{id2}\""));
        Assert.That(script, Does.Contain("bob stops sending\nbob is closed\n").And.Contain("web is closed with 1000\n").And.EndsWith("udp closes\n"));
        await IsTrueOnAFreshServer(script);
    }

    [Test]
    public void What_took_effect_without_an_answer_is_given_time_in_the_script()
    {
        var clock = new FakeTime();
        var recording = new Recording(clock);
        recording.Add(new Connect(0, "alice", null, null));
        recording.Add(new Send(0, "alice", [ScriptText.Of("Lang en")], true));
        clock.Pass(TimeSpan.FromSeconds(0.4));
        recording.Add(new Connect(0, "bob", null, null));
        recording.Add(new Send(0, "bob", [ScriptText.Of("Lang en")], true));
        clock.Pass(TimeSpan.FromSeconds(0.6));
        recording.Add(new Send(0, "alice", [ScriptText.Of("")], true));
        Assert.That(recording.ToScript("test.chat").ToString(), Is.EqualTo("""
            alice connects
            alice -> Lang en
            bob connects
            bob -> Lang en
            bob receives nothing for 0.5 s
            alice ->

            """));
    }

    [Test]
    public async Task The_program_writes_a_file_that_it_runs_and_replaces_none()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chat-record-");
        string file = Path.Combine(directory.FullName, "my.chat");
        string address = $"chat://{Server.EndPoint("utf-8")}";
        var error = new StringWriter();
        Task<int> Record(string server)
        {
            var typed = new StringReader("Check alice very,secret\nWho\n@@home\n");
            return CommandLine.InvokeAsync(new RecordCommand(typed, TextWriter.Null, error), ["--server", server, file]);
        }

        Assert.That(await Record("chat://127.0.0.1:1"), Is.EqualTo(1));
        Assert.That(error.ToString(), Does.StartWith("chat record: Connection refused"));
        Assert.That(file, Does.Not.Exist);
        Assert.That(await Record(address), Is.EqualTo(0), error.ToString);
        string written = await File.ReadAllTextAsync(file);
        Assert.That(written, Does.StartWith("# Recorded by").And.Contain("me -> @home\n").And.Contain("me <- 在线 1 人:alice\n").And.EndsWith("me is closed\n").And.Not.Contain("very"));
        Assert.That(await Record(address), Is.EqualTo(1));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(written));
        await IsTrueOnAFreshServer(written);
        directory.Delete(recursive: true);
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task A_recording_that_cannot_be_written_leaves_no_file()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string program = Path.Combine(AppContext.BaseDirectory, "ChatServer.Terminal.dll");

        // No byte may be written into files; the memory of the runtime may not be one then.
        string script = $"trap '' XFSZ; ulimit -f 0; echo Who | DOTNET_EnableWriteXorExecute=0 dotnet '{program}' record --server chat://{Server.EndPoint("utf-8")} '{file}'";
        using var process = new ServerProcess("sh", ["-c", script]);
        int code = await process.Ended(3 * Deadline.DefaultSeconds);
        Assert.That(code, Is.EqualTo(1), () => string.Join('\n', process.Errors));
        Assert.That(process.Errors, Has.Length.EqualTo(1).And.All.StartsWith("chat record: "));
        Assert.That(file, Does.Not.Exist);
    }

    [TestCase("Check alice  my,pass ", "Check alice  secret ")]
    [TestCase("check alice two words", "check alice secret secret2")]
    [TestCase("#m1 Check alice word", "#m1 Check alice secret")]
    [TestCase("@h3m8w2kq7r #m1 Check alice word", "@h3m8w2kq7r #m1 Check alice secret")]
    [TestCase("@k7q2xm {\"cmd\":\"Check\",\"id\":\"a\",\"password\":\"pass\"}", "@k7q2xm {\"cmd\":\"Check\",\"id\":\"a\",\"password\":\"secret\"}")]
    [TestCase("Passwd old new", "Passwd secret secret2")]
    [TestCase("Chat Check a b", "Chat Check a b")]
    [TestCase("{\"cmd\":\"Passwd\",\"old\":\"a\\\"b\",\"new\" : \"c\"}", "{\"cmd\":\"Passwd\",\"old\":\"secret\",\"new\" : \"secret2\"}")]
    [TestCase("{'cmd':'Check','id':'a','password':'my\\'pass'}", "{'cmd':'Check','id':'a','password':\"secret\"}")]
    [TestCase("{cmd:'Check',id:'a',password : 'pass' }", "{cmd:'Check',id:'a',password : \"secret\" }")]
    [TestCase("{\"cmd\":\"Check\",\"pass\\u0077ord\":\"pass\"}", "{\"cmd\":\"Check\",\"pass\\u0077ord\":\"secret\"}")]
    [TestCase("{\"cmd\":\"Passwd\",\"old\":/*\"*/\"pass\",\"new\":123456789}", "{\"cmd\":\"Passwd\",\"old\":/*\"*/\"secret\",\"new\":0}")]
    [TestCase("{\"cmd\":\"Check\",\"id\":\"a\",\"password\":\"pass", "{secret")]
    [TestCase("{\"cmd\":\"Check\" \"password\":\"pass\"}", "{secret")]
    [TestCase("{\"cmd\":\"Chat\",\"text\":\"passing", "{\"cmd\":\"Chat\",\"text\":\"passing")]
    [TestCase("{\"cmd\":\"Chat\",\"text\":\"'password':'pass'\"}", "{\"cmd\":\"Chat\",\"text\":\"'password':'pass'\"}")]
    public void Passwords_are_not_recorded(string typed, string recorded) => Assert.That(new PasswordMask().Apply(typed), Is.EqualTo(recorded));

    [Test]
    public void A_password_in_a_very_long_line_is_not_recorded()
    {
        string filler = new('x', 100_000);
        Assert.That(new PasswordMask().Apply($"{{'id':'{filler}','password':'{filler}','new':'{filler}'}}"), Is.EqualTo($"{{'id':'{filler}','password':\"secret\",'new':\"secret\"}}"));
    }

    private async Task IsTrueOnAFreshServer(string script)
    {
        using var fresh = new RunningServer(Setup);
        Assert.That(await Failure(script, OptionsOf(fresh)), Is.Null, script);
    }

    // A person at a terminal: types when they have seen what they wait for.
    private sealed class Typist : TextReader
    {
        private readonly BlockingCollection<string> _typed = [];

        public SeenLines Screen { get; } = new();

        public string LastLine { get; private set; } = string.Empty;

        public override string? ReadLine() => _typed.TryTake(out string? line, Timeout.Infinite) ? line : null;

        public async Task Types(string line, params string[] sees)
        {
            _typed.Add(line);
            foreach (string seen in sees)
                await Sees(seen);
        }

        public async Task Sees(string part)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3 * Deadline.DefaultSeconds));
            do
                LastLine = await Screen.Lines.Reader.ReadAsync(deadline.Token);
            while (!LastLine.Contains(part, StringComparison.Ordinal));
        }

        public void Leaves() => _typed.CompleteAdding();

        protected override void Dispose(bool disposing)
        {
            _typed.Dispose();
            Screen.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class SeenLines : StringWriter
    {
        public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();

        public override void WriteLine(string? value) => Lines.Writer.TryWrite(value!);

        public override void WriteLine(object? value) => WriteLine(value?.ToString());
    }
}
