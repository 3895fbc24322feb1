using NUnit.Framework;

namespace ChatServer.Tests;

/// <summary>Ends the database that tests have shared.</summary>
[SetUpFixture]
public sealed class SharedDatabase
{
    [OneTimeTearDown]
    public void End() => TestDatabase.DisposeShared();
}
