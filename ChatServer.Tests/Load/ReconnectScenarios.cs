using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using ChatServer.Tests.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Load;

/// <summary>All users at once, with slow hashes.</summary>
public partial class ReconnectScenarios : ChatScenario
{
    // About 2 s of two cores; the connections and the 2,000 cheap hashes of the first login are most of it.
    [Test]
    public async Task Two_thousand_users_whose_passwords_were_verified_are_back_without_hashing_again()
    {
        const int People = 2000;
        Setup = new ServerSetup { Accounts = "open", AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"1\"", Connections = 2 * People };
        await Task.WhenAll(Enumerable.Range(0, People / 100).Select(async block =>
        {
            for (int i = block * 100; i < (block + 1) * 100; i++)
                (await LogInPatiently($"user{i}")).Leaves();
        }));
        await Until("all are offline", () => Server.Chat.OnlineCount == 0);

        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, People).Select(i => LogIn($"user{i}")));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Report($"{People} users were back in {seconds:F2} s");
        Assert.That(Server.Chat.OnlineCount, Is.EqualTo(People));
    }

    [Test]
    [Explicit("It takes as long as 2,000 slow hashes.")]
    public async Task Two_thousand_users_log_in_for_the_first_time_after_a_restart()
    {
        const int People = 2000;
        const int Iterations = 210_000;
        Setup = new ServerSetup { Accounts = "closed", Store = "journal", AccountAttributes = $"iterations=\"{Iterations}\"", Connections = 2 * People };
        Server.Stop();
        await using (var store = new JournalStore(new StoreOptions { Path = Server.DataDirectory }, new RecordingLogFactory().GetLogger("Store")))
        {
            store.Open(new RecordList());
            string hash = new PasswordHashes(Iterations).Hash("secret");
            for (int i = 0; i < People; i++)
                store.Append(new StoreRecord { Kind = RecordKind.AccountSet, User = $"user{i}", Text = hash });
        }

        Server.Restart();
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, People).Select(i => LogInPatiently($"user{i}")));
        Report($"{People} users had logged in for the first time after {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        Report($"which took {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F0} s of processor time");
    }

    private static void Report(FormattableString text) => TestContext.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    // Comes again when the server says.
    private async Task<ScriptedClient> LogInPatiently(string name)
    {
        ScriptedClient client = await Connect(name);
        string answer;
        while (true)
        {
            await client.Sends($"Check {name} secret");
            answer = await client.ReceivesLine(seconds: 600);
            Match busy = Busy().Match(answer);
            if (!busy.Success)
                break;
            await Task.Delay(TimeSpan.FromSeconds(int.Parse(busy.Groups[1].Value, CultureInfo.InvariantCulture)));
        }

        Assert.That(answer, Is.EqualTo(LoggedIn));
        return client;
    }

    [GeneratedRegex("^登录的人太多,请 ([0-9]+) 秒后再试$")]
    private static partial Regex Busy();
}
