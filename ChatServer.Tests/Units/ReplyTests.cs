using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatServer.Client;
using ChatServer.Client.Internal;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The catalogue of replies: its numbers, names and fields, and those who name them once more.</summary>
public partial class ReplyTests
{
    private const int FirstError = 400;

    // Programs out there compare these numbers. A new reply gets a new line; no line ever changes.
    private const string Frozen = """
        200 welcome, 201 logged-in, 202 stored-on-disk, 203 stored-in-memory, 204 not-delivered-yet, 205 recipient-confirmed, 206 confirmed,
        207 confirmed-all, 208 receipts-on, 209 receipts-off, 210 pending, 211 online, 212 trace, 213 help, 214 goodbye, 215 password-changed,
        216 heartbeat, 217 given-up, 218 format-changed, 219 delivered, 220 joined, 221 left, 222 member-joined, 223 member-left, 224 members, 225 groups, 226 not-for-all,
        227 receipts-all, 228 group-confirmed, 229 group-given-up,
        230 account-created, 231 session-token, 232 usage, 233 recalled, 234 message-recalled,
        235 blocked, 236 unblocked, 237 blocked-users,
        240 members-changed, 241 language-changed, 250 announcement, 260 admin-done,
        400 wrong-parameters, 401 log-in-first, 404 unknown-command, 405 no-such-message, 406 no-such-user, 407 not-a-member,
        408 nobody-else, 413 line-too-long, 415 invalid-text,
        416 invalid-json, 420 recipient-full, 421 text-too-long, 422 too-many-groups, 423 group-full, 424 sender-full, 425 address-full, 426 share-full,
        427 too-many-to-unknown, 428 too-many-new-accounts, 429 too-many-messages, 430 too-many-logins, 431 too-many-connections,
        432 nothing-to-recall, 433 too-old-to-recall, 434 blocked-by-recipient, 435 too-many-blocked,
        440 wrong-password, 441 wrong-old-password, 442 login-throttled, 443 invalid-password, 444 no-passwords, 445 unusable-name, 446 lookalike-name, 447 reserved-id,
        450 kicked, 451 password-reset, 452 account-removed, 453 login-too-late, 454 read-too-slowly, 455 idle-too-long,
        456 account-disabled, 457 banned, 458 disconnected-by-operator, 459 draining, 470 operators-only, 471 admin-failed,
        500 failed, 503 login-busy, 504 shutting-down, 506 too-many-accounts, 507 store-full, 508 store-failing, 509 not-on-disk-yet,
        510 account-not-stored, 511 password-not-on-disk-yet, 512 too-many-memberships, 513 unknown-full, 514 too-many-memberships-of-address
        """;

    [Test]
    public void Codes_and_names_never_change()
    {
        string[] frozen = Frozen.Split(',', StringSplitOptions.TrimEntries);
        Assert.That(ReplyCatalogue.All.Select(definition => $"{definition.Code} {definition.Name}"), Is.EqualTo(frozen));
    }

    [Test]
    public void The_server_leaves_some_codes_to_commands_of_other_assemblies()
        => Assert.That(ReplyCatalogue.All.Select(definition => definition.Code), Has.None.InRange(290, 299).And.None.InRange(490, 499));

    [Test]
    public void The_name_in_JSON_is_the_name_in_the_code()
    {
        foreach ((string property, ReplyDefinition definition) in ReplyCatalogue.ByProperty)
            Assert.That(definition.Name.Replace("-", string.Empty), Is.EqualTo(property).IgnoreCase);
    }

    [Test]
    public void Every_reply_can_be_written_in_every_language()
    {
        foreach (ReplyDefinition definition in ReplyCatalogue.All)
        {
            foreach (Language language in (Language[])[Language.Chinese, Language.English])
            {
                string text = TextFormat.Instance.Write(ReplyCatalogue.Sample(definition), language);
                Assert.That(text, Does.EndWith("\r\n").And.Not.Contains("{"), $"{definition} in {language}");
            }
        }
    }

    [Test]
    public void Every_reply_is_documented_with_its_fields()
    {
        string page = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "protocol.md"));
        foreach (ReplyDefinition definition in ReplyCatalogue.All)
        {
            string start = $"| {definition.Code} | `{definition.Name}` |";
            Assert.That(page, Does.Contain(start));
            string fields = page[(page.IndexOf(start, StringComparison.Ordinal) + start.Length)..].Split('|')[0];
            Assert.That(definition.Fields.Where(field => !fields.Contains($"`{field.Name}`", StringComparison.Ordinal)), Is.Empty, definition.Name);
        }
    }

    [Test]
    public void A_reply_that_says_nothing_is_not_written()
        => Assert.That(() => TextFormat.Instance.Write(default, Language.English), Throws.InvalidOperationException);

    // The client library and the page reference no project of the server, so they name the codes once more.
    [Test]
    public void The_codes_of_the_client_library_are_those_of_the_catalogue()
    {
        foreach (ChatError error in Enum.GetValues<ChatError>().Where(error => (int)error >= FirstError))
            Assert.That((int)error, Is.EqualTo(ReplyCatalogue.ByProperty[error.ToString()].Code), error.ToString());
        foreach (FieldInfo code in typeof(ServerCode).GetFields())
            Assert.That(code.GetRawConstantValue(), Is.EqualTo(ReplyCatalogue.ByProperty[code.Name].Code), code.Name);
    }

    [Test]
    public void The_codes_of_the_page_are_those_of_the_catalogue()
    {
        MatchCollection codes = CodeOfPage().Matches(ReadPage("Page/replies.js"));
        Assert.That(codes, Is.Not.Empty);
        foreach (Match code in codes)
        {
            var definitions = ReplyCatalogue.ByProperty.ToDictionary(pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key), pair => pair.Value);
            Assert.That(code.Groups[2].Value, Is.EqualTo($"{definitions[code.Groups[1].Value].Code}"), code.Value);
        }
    }

    [Test]
    public void Only_one_module_of_the_page_has_numbers_of_replies()
    {
        foreach (string module in Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".js", StringComparison.Ordinal) && name != "Page/replies.js"))
            Assert.That(ReadPage(module), Does.Not.Match("\\b[cC]odes?\\b[^\\n]*\\b[2-5][0-9][0-9]\\b"), module);
    }

    private static Assembly Assembly => typeof(Replies).Assembly;

    private static string ReadPage(string name)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^ +(\\w+): (\\d+),$", RegexOptions.Multiline)]
    private static partial Regex CodeOfPage();
}
