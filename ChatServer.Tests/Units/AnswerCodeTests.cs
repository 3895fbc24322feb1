using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Languages;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class AnswerCodeTests
{
    // Programs out there compare these numbers. A new answer gets a new line; no line ever changes.
    private const string Frozen = """
        200 welcome, 201 logged-in, 202 stored-on-disk, 203 stored-in-memory, 204 not-delivered-yet, 205 recipient-confirmed, 206 confirmed,
        207 confirmed-all, 208 receipts-on, 209 receipts-off, 210 pending, 211 online, 212 trace, 213 help, 214 goodbye, 215 password-changed,
        216 heartbeat, 217 given-up, 218 format-changed, 219 delivered, 220 joined, 221 left, 222 member-joined, 223 member-left, 224 members, 225 groups, 226 not-for-all,
        227 receipts-all, 228 group-confirmed, 229 group-given-up,
        230 account-created, 231 session-token, 240 members-changed, 241 language-changed,
        400 wrong-parameters, 401 log-in-first, 404 unknown-command, 405 no-such-message, 406 no-such-user, 407 not-a-member,
        408 nobody-else, 413 line-too-long, 415 invalid-text,
        416 invalid-json, 420 recipient-full, 421 text-too-long, 422 too-many-groups, 423 group-full, 424 sender-full, 425 address-full, 426 share-full,
        427 too-many-to-unknown, 428 too-many-new-accounts, 429 too-many-messages, 430 too-many-logins, 431 too-many-connections,
        440 wrong-password, 441 wrong-old-password, 442 login-throttled, 443 invalid-password, 444 no-passwords, 445 unusable-name, 446 lookalike-name, 447 reserved-id,
        450 kicked, 451 password-reset, 452 account-removed, 453 login-too-late, 454 read-too-slowly, 455 idle-too-long,
        500 failed, 503 login-busy, 504 shutting-down, 506 too-many-accounts, 507 store-full, 508 store-failing, 509 not-on-disk-yet,
        510 account-not-stored, 511 password-not-on-disk-yet, 512 too-many-memberships, 513 unknown-full, 514 too-many-memberships-of-address
        """;

    [Test]
    public void Codes_and_names_never_change()
    {
        string[] frozen = Frozen.Split(',', StringSplitOptions.TrimEntries);
        Assert.That(Enum.GetValues<AnswerCode>().Select(code => $"{(int)code} {AnswerCatalog.NameOf(code)}"), Is.EqualTo(frozen));
    }

    [Test]
    public void The_words_of_every_answer_have_places_for_its_values_only()
    {
        foreach (AnswerCode code in Enum.GetValues<AnswerCode>())
        {
            object[] values = [.. AnswerCatalog.FieldsOf(code)];
            foreach (ChatTexts texts in new[] { ChatTexts.Chinese, ChatTexts.English })
                Assert.That(() => string.Format(null, AnswerCatalog.WordsOf(code, texts), values), Throws.Nothing, $"{code} in {texts.Language}");
        }
    }

    [Test]
    public void Every_code_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "protocol.md"));
        foreach (AnswerCode code in Enum.GetValues<AnswerCode>())
            Assert.That(page, Does.Contain($"| {(int)code} | `{AnswerCatalog.NameOf(code)}` |"));
    }
}
