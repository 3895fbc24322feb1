using System.Text;
using NUnit.Framework;

namespace ChatServer.Tests;

/// <summary>The clients of the tests speak gb2312 also when no server in this process has made it known.</summary>
[SetUpFixture]
public class CodePages
{
    [OneTimeSetUp]
    public void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
