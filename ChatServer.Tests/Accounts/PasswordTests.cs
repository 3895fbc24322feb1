using ChatServer.Core.Accounts;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

public class PasswordTests
{
    [TestCase("x")]
    [TestCase("密码12")]
    [TestCase("!\"§$%&/()=?")]
    public void A_password_is_taken_as_it_is(string text)
        => Assert.That((Password.TryParse(text, out string password), password), Is.EqualTo((true, text)));

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("tab\tbed")]
    [TestCase("esc\u001b")]
    public void No_password(string text) => Assert.That(Password.TryParse(text, out _), Is.False);

    [Test]
    public void Half_a_character_is_no_password() => Assert.That(Password.TryParse("secret\ud800", out _), Is.False);

    [Test]
    public void It_has_up_to_128_characters()
    {
        Assert.That(Password.TryParse(new string('x', 128), out _), Is.True);
        Assert.That(Password.TryParse(new string('x', 129), out _), Is.False);
    }

    [Test]
    public void Every_keyboard_types_the_same_password()
    {
        Assert.That(Password.TryParse("caf\u00e9", out string one) && Password.TryParse("cafe\u0301", out string other) && one == other, Is.True);
    }

    [Test]
    public void A_hash_is_salted_and_knows_its_iterations()
    {
        var old = new PasswordHashes(1000);
        var today = new PasswordHashes(2000);
        string hash = old.Hash("secret");
        Assert.That(old.Hash("secret"), Is.Not.EqualTo(hash));
        Assert.That((old.Verify(hash, "secret"), old.Verify(hash, "Secret")), Is.EqualTo((HashMatch.Right, HashMatch.Wrong)));
        Assert.That((today.Verify(hash, "secret"), today.Verify(hash, "Secret")), Is.EqualTo((HashMatch.RightButWeak, HashMatch.Wrong)));
    }

    [Test]
    public void A_fast_verifier_is_of_one_id_one_password_and_one_process()
    {
        var verified = new VerifiedPasswords();
        byte[] verifier = verified.VerifierOf("bob", "secret");
        Assert.That(verified.Matches(verifier, "bob", "secret"), Is.True);
        Assert.That(verified.Matches(verifier, "bob", "secret2") || verified.Matches(verifier, "alice", "secret"), Is.False);
        Assert.That(new VerifiedPasswords().Matches(verifier, "bob", "secret"), Is.False);
    }
}
