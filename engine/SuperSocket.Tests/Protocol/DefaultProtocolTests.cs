using System.Reflection;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

[TestFixture]
internal sealed class DefaultProtocolTests
{
    [TestCase("ECHO hello big world", "ECHO", "hello big world", "hello|big|world")]
    [TestCase("ECHO", "ECHO", "", "")]
    [TestCase("ECHO ", "ECHO", "", "")]
    [TestCase("ECHO  a   b ", "ECHO", " a   b ", "a|b")]
    [TestCase(" ECHO a", " ECHO a", "", "")]
    [TestCase(" ", " ", "", "")]
    [TestCase("", "", "", "")]
    public void A_line_is_split_at_its_first_space(string line, string key, string body, string parameters)
        => Expect(BasicRequestInfoParser.DefaultInstance.ParseRequestInfo(line), key, body, parameters);

    [TestCase("KEY:a,b", "KEY", "a,b", "a|b")]
    [TestCase("KEY a,b", "KEY a,b", "", "")]
    [TestCase(":KEY", ":KEY", "", "")]
    [TestCase("KEY:a b,,c", "KEY", "a b,,c", "a b|c")]
    public void A_parser_may_have_other_separators(string line, string key, string body, string parameters)
        => Expect(new BasicRequestInfoParser(":", ",").ParseRequestInfo(line), key, body, parameters);

    [Test]
    public void Separators_may_be_longer_than_a_character()
        => Expect(new BasicRequestInfoParser("::", "--").ParseRequestInfo("A:B::c-d--e"), "A:B", "c-d--e", "c-d|e");

    [Test]
    public void The_first_parameter_is_empty_if_there_is_none()
    {
        Assert.That(new StringRequestInfo("K", "", []).GetFirstParam(), Is.Empty);
        Assert.That(new StringRequestInfo("K", "a b", ["a", "b"]).GetFirstParam(), Is.EqualTo("a"));
        Assert.That(new StringRequestInfo("K", "a b", ["a", "b"])[1], Is.EqualTo("b"));
        Assert.That(() => new StringRequestInfo("K", "", [])[0], Throws.InstanceOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Lines_end_with_carriage_return_and_line_feed()
        => Expect(new CommandLineReceiveFilterFactory(), "A 1\r\n\r\n\nB\r2\r\nC", "A,,\nB\r2");

    [Test]
    public void Lines_are_ASCII_unless_another_encoding_is_given()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("é x\r\n");

        Assert.That(Run(new CommandLineReceiveFilterFactory(), bytes), Is.EqualTo("??"));
        Assert.That(Run(new CommandLineReceiveFilterFactory(Encoding.UTF8), bytes), Is.EqualTo("é"));
    }

    [Test]
    public void A_terminator_is_encoded_like_the_requests()
        => Assert.That(
            Run(new TerminatorReceiveFilterFactory("。", Encoding.UTF8), Encoding.UTF8.GetBytes("你好 a。再见。")), Is.EqualTo("你好,再见"));

    [Test]
    public void An_empty_terminator_is_refused()
    {
        Assert.That(() => new TerminatorReceiveFilterFactory(""), Throws.ArgumentException);
        Assert.That(() => new TerminatorReceiveFilter([], Encoding.ASCII), Throws.ArgumentException);
    }

    [Test]
    public void A_request_that_the_parser_drops_is_passed_over()
    {
        var factory = new CommandLineReceiveFilterFactory(Encoding.ASCII, new DroppingParser());
        var filter = factory.CreateFilter(null!, null!, null!);
        byte[] bytes = Bytes.Of("DROP\r\nKEEP\r\n");

        Assert.That(filter.Filter(bytes, 0, bytes.Length, true, out int rest), Is.Null);
        Assert.That(filter.LeftBufferSize, Is.Zero);
        Assert.That(filter.Filter(bytes, bytes.Length - rest, rest, true, out _)?.Key, Is.EqualTo("KEEP"));
    }

    [Test]
    public void A_filter_knows_its_session()
    {
        var session = DispatchProxy.Create<IAppSession, Stub>();
        var filter = new SessionFilter();

        ((IReceiveFilterInitializer)filter).Initialize(DispatchProxy.Create<IAppServer, Stub>(), session);

        Assert.That(filter.KnownSession, Is.SameAs(session));
    }

    [Test]
    public void The_default_factory_makes_a_new_filter_for_each_session()
    {
        var factory = new DefaultReceiveFilterFactory<SessionFilter, StringRequestInfo>();

        var first = factory.CreateFilter(null!, null!, null!);
        var second = factory.CreateFilter(null!, null!, null!);

        Assert.That(first, Is.TypeOf<SessionFilter>());
        Assert.That(second, Is.Not.SameAs(first));
    }

    [Test]
    public void A_filter_may_share_the_bytes_of_the_one_before()
    {
        var first = new SessionFilter();
        first.Filter(Bytes.Of("abc"), 0, 3, true, out _);

        Assert.That(new SessionFilter(first).LeftBufferSize, Is.EqualTo(3));
    }

    [Test]
    public void Requests_keep_what_they_are_given()
    {
        var header = new RequestInfo<int, string>("K", 5, "body");
        Assert.That((header.Key, header.Header, header.Body), Is.EqualTo(("K", 5, "body")));
        header.Initialize("L", 6, "other");
        Assert.That((header.Key, header.Header, header.Body), Is.EqualTo(("L", 6, "other")));

        Assert.That(new BinaryRequestInfo("B", [1, 2]).Body, Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(new UdpRequestInfo("U", "id").SessionID, Is.EqualTo("id"));
    }

    private static void Expect(StringRequestInfo request, string key, string body, string parameters)
    {
        Assert.That(request.Key, Is.EqualTo(key));
        Assert.That(request.Body, Is.EqualTo(body));
        Assert.That(string.Join('|', request.Parameters), Is.EqualTo(parameters));
    }

    private static void Expect(TerminatorReceiveFilterFactory factory, string stream, string keys)
        => Assert.That(Run(factory, Bytes.Of(stream)), Is.EqualTo(keys));

    private static string Run(TerminatorReceiveFilterFactory factory, byte[] stream)
    {
        var driver = new FilterDriver<StringRequestInfo>(factory.CreateFilter(null!, null!, null!), request => request.Key);
        return string.Join(',', driver.Run(stream, 3).Requests);
    }

    private sealed class DroppingParser : IRequestInfoParser<StringRequestInfo>
    {
        public StringRequestInfo? ParseRequestInfo(string source)
            => source == "DROP" ? null : BasicRequestInfoParser.DefaultInstance.ParseRequestInfo(source);
    }

    private sealed class SessionFilter : TerminatorReceiveFilter
    {
        public SessionFilter()
            : base([10], Encoding.ASCII)
        {
        }

        public SessionFilter(SessionFilter previous)
            : this()
            => Initialize(previous);

        public IAppSession KnownSession => Session;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it.
    internal class Stub : DispatchProxy
#pragma warning restore CA1852
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
}
