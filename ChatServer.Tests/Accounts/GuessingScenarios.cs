using System.Diagnostics;
using System.Globalization;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>What somebody learns who guesses passwords, and how fast.</summary>
public class GuessingScenarios : ChatScenario
{
    private const string WrongPassword = "账号或密码错误";

    [Test]
    public async Task Too_many_wrong_passwords_make_the_next_one_wait_and_then_the_right_one_logs_in()
    {
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"1000\" failuresPerAccount=\"3\" longestPause=\"2\"" };
        await Server.Accounts.AddAsync("juliet", "secret");
        ScriptedClient thief = await Connect("thief");
        await thief.Sends("Check juliet 1", "Check juliet 2", "Check juliet 3", "Check juliet secret", "Lang en", "Check juliet secret");
        await thief.Receives(WrongPassword, WrongPassword, WrongPassword, "密码错误次数太多,请 1 秒后再试");

        // The refused line rested for a second, which is as long as the pause.
        await thief.Receives(SpeaksEnglish, "Logged in");
    }

    [Test]
    public async Task Wrong_accounts_are_told_from_wrong_passwords_neither_by_words_nor_by_time()
    {
        const int Tries = 15;
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"60000\" failuresPerAccount=\"1000\" failuresPerAddress=\"1000\"" };
        await Server.Accounts.AddAsync("juliet", "secret");
        await Server.Accounts.AddAsync("cached", "secret");
        ScriptedClient thief = await Connect("thief");
        await thief.Sends("Check cached secret");
        await thief.Receives(LoggedIn);

        string[] ids = ["juliet", "cached", "nobody"];
        Dictionary<string, List<double>> times = ids.ToDictionary(id => id, _ => new List<double>());
        for (int i = 0; i < Tries; i++)
        {
            foreach (string id in ids)
            {
                long start = Stopwatch.GetTimestamp();
                await thief.Sends($"Check {id} guess{i}");
                await thief.Receives(WrongPassword);
                times[id].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        double[] medians = [.. ids.Select(id => times[id].Order().ElementAt(Tries / 2))];
        TestContext.Out.WriteLine($"Medians: {string.Join(", ", medians.Select(time => time.ToString("F1", CultureInfo.InvariantCulture)))} ms");
        Assert.That(medians.Max(), Is.LessThan(2 * medians.Min()));
        Assert.That(medians.Min(), Is.GreaterThan(5), "each computes a slow hash");
    }

    [Test]
    public async Task The_pause_is_the_same_for_accounts_that_do_not_exist()
    {
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"1000\" failuresPerAccount=\"2\"" };
        await Server.Accounts.AddAsync("juliet", "secret");
        foreach (string id in new[] { "juliet", "nobody" })
        {
            ScriptedClient thief = await Connect("thief");
            await thief.Sends($"Check {id} 1", $"Check {id} 2", $"Check {id} 3");
            await thief.Receives(WrongPassword, WrongPassword, "密码错误次数太多,请 1 秒后再试");
        }
    }

    [Test]
    public async Task Who_logged_in_before_is_let_in_while_somebody_guesses_from_the_same_address()
    {
        Setup = new ServerSetup { Accounts = "open" };
        ScriptedClient juliet = await LogIn("juliet");
        juliet.Leaves();
        for (int i = 0; i < 12; i++)
        {
            ScriptedClient thief = await Connect("thief");
            await thief.Sends($"Check juliet guess{i}");
            await thief.ReceivesLine();
        }

        ScriptedClient refused = await Connect("refused");
        await refused.Sends("Check juliet guess");
        Assert.That(await refused.ReceivesLine(), Does.Match("^密码错误次数太多,请 [0-9]+ 秒后再试$"));
        await LogIn("juliet");
    }

    [Test]
    public async Task Many_tries_at_once_are_worth_no_more_than_one_after_another()
    {
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"20000\" failuresPerAccount=\"5\"" };
        await Server.Accounts.AddAsync("juliet", "secret");
        ScriptedClient[] thieves = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Connect($"thief{i}")));
        await Task.WhenAll(thieves.Select((thief, i) => thief.Sends($"Check juliet guess{i}")));
        string[] answers = await Task.WhenAll(thieves.Select(thief => thief.ReceivesLine()));

        // As many may be in the hash at the same time as half of the cores.
        Assert.That(answers.Count(answer => answer == WrongPassword), Is.InRange(5, 5 + Math.Max(1, Environment.ProcessorCount / 2) + 1));
    }

    [Test]
    public async Task Other_sessions_are_served_while_passwords_are_hashed()
    {
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"400000\" failuresPerAddress=\"1000\"" };
        await Server.Accounts.AddAsync("juliet", "secret");
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient[] thieves = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Connect($"thief{i}")));
        await Task.WhenAll(thieves.Select((thief, i) => thief.Sends($"Check nobody{i} guess")));
        Task all = Task.WhenAll(thieves.Select(thief => thief.Receives(WrongPassword)));
        int beats = 0;
        while (!all.IsCompleted)
        {
            await juliet.ReceivesNothing();
            beats++;
        }

        await all;
        // With every thread held by a hash there would be one at max: the one that is answered when all are hashed.
        Assert.That(beats, Is.GreaterThan(2));
    }

    [Test]
    public async Task When_too_many_log_in_the_others_are_told_to_come_again()
    {
        Setup = new ServerSetup { Accounts = "closed", AccountAttributes = "iterations=\"20000\" failuresPerAddress=\"10000\"" };
        ScriptedClient[] crowd = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Connect($"user{i}")));
        await Task.WhenAll(crowd.Select((person, i) => person.Sends($"Check user{i} guess")));
        string[] answers = await Task.WhenAll(crowd.Select(person => person.ReceivesLine(30)));
        Assert.That(answers, Has.Some.Match("^登录的人太多,请 [0-9]+ 秒后再试$"));
        Assert.That(answers.Count(answer => answer == WrongPassword), Is.GreaterThanOrEqualTo(128));
    }
}
