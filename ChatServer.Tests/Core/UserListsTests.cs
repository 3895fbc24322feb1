using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace ChatServer.Tests.Core;

/// <summary>Lists of users beyond what every implementation of <see cref="IChat"/> shows.</summary>
public class UserListsTests
{
    [Test]
    public async Task A_snapshot_contains_the_lists_as_they_are_now()
    {
        await using var chat = LocalChat.Open(new LocalChatOptions { Store = new StoreOptions { Type = StoreType.Memory } }, NullLogger.Instance);
        chat.Lists.Add("juliet", UserLists.Blocked, "paris");
        chat.Lists.Add("juliet", UserLists.Blocked, "tybalt");
        chat.Lists.Remove("juliet", UserLists.Blocked, "tybalt");
        await using var restored = LocalChat.Open(new LocalChatOptions { Store = new StoreOptions { Type = StoreType.Memory } }, NullLogger.Instance);
        foreach (StoreRecord record in chat.Snapshot())
            restored.Apply(record);
        Assert.That(restored.Lists.Get("juliet", UserLists.Blocked), Is.EqualTo(new[] { "paris" }));
    }

    [Test]
    public async Task Erasing_a_user_removes_the_own_lists_and_the_id_from_those_of_others()
    {
        await using var chat = LocalChat.Open(new LocalChatOptions { Store = new StoreOptions { Type = StoreType.Memory } }, NullLogger.Instance);
        chat.Lists.Add("juliet", UserLists.Blocked, "paris");
        chat.Lists.Add("paris", UserLists.Blocked, "romeo");
        chat.Lists.Add("romeo", UserLists.Blocked, "tybalt");
        await chat.ForgetAsync("paris");
        Assert.That(chat.Lists.GetOwners(), Is.EqualTo(new[] { "romeo" }));
    }
}
