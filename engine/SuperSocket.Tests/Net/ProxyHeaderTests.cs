using System.Net;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Net;

public class ProxyHeaderTests
{
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n", "192.0.2.1:56324")]
    [TestCase("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255:65535")]
    [TestCase("PROXY TCP6 2001:db8::1 ::1 1 2\r\n", "[2001:db8::1]:1")]
    [TestCase("PROXY TCP6 ffff:f:f:f:f:f:f:ffff ffff:f:f:f:f:f:f:ffff 65535 0\r\n", "[ffff:f:f:f:f:f:f:ffff]:65535")]
    [TestCase("PROXY UNKNOWN\r\n", null)]
    [TestCase("PROXY UNKNOWN ffff:f:f:f:f:f:f:ffff ffff:f:f:f:f:f:f:ffff 65535 65535\r\n", null)]
    public void A_line_names_the_client(string line, string? client) => ReadInEverySplit(Encoding.ASCII.GetBytes(line), client);

    [TestCase("GET / HTTP/1.0\r\n")]
    [TestCase("PROXX")]
    [TestCase("PROXY \r\n")]
    [TestCase("PROXY TCP5 192.0.2.1 198.51.100.1 1 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 1\r\n")]
    [TestCase("PROXY TCP4  192.0.2.1 198.51.100.1 1 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 1 2 \r\n")]
    [TestCase("PROXY TCP4 192.0.2 198.51.100.1 1 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.256 198.51.100.1 1 2\r\n")]
    [TestCase("PROXY TCP4 ::1 ::1 1 2\r\n")]
    [TestCase("PROXY TCP6 192.0.2.1 198.51.100.1 1 2\r\n")]
    [TestCase("PROXY TCP6 fe80::1%1 ::1 1 2\r\n")]
    [TestCase("PROXY TCP6 [::1] ::1 1 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 65536 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 01 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 -1 2\r\n")]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.1 +1 2\r\n")]
    public void A_broken_line_is_refused(string line)
        => Assert.That(() => ProxyHeader.Read(Encoding.ASCII.GetBytes(line)), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void A_line_without_an_end_is_refused_at_107_bytes()
    {
        byte[] endless = Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 200));
        Assert.That(ProxyHeader.Read(endless.AsSpan(0, 106)), Is.Null);
        Assert.That(() => ProxyHeader.Read(endless.AsSpan(0, 107)), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void A_binary_header_names_the_client()
    {
        ReadInEverySplit(ProxyBytes.Binary("192.0.2.1:56324"), "192.0.2.1:56324");
        ReadInEverySplit(ProxyBytes.Binary("[2001:db8::1]:80"), "[2001:db8::1]:80");
        ReadInEverySplit(ProxyBytes.Binary("192.0.2.1:56324", extension: 300), "192.0.2.1:56324");
    }

    [Test]
    public void A_binary_header_without_a_tcp_client_leaves_the_real_address()
    {
        ReadInEverySplit(ProxyBytes.Binary(0x20, 0x11, new byte[12]), null);
        ReadInEverySplit(ProxyBytes.Binary(0x20, 0x00, []), null);
        ReadInEverySplit(ProxyBytes.Binary(0x21, 0x00, []), null);
        ReadInEverySplit(ProxyBytes.Binary(0x21, 0x31, new byte[216]), null);
    }

    [TestCase(0x22, 0x11, 12)]
    [TestCase(0x11, 0x11, 12)]
    [TestCase(0x31, 0x11, 12)]
    [TestCase(0x21, 0x41, 12)]
    [TestCase(0x21, 0x13, 12)]
    [TestCase(0x21, 0x11, 11)]
    [TestCase(0x21, 0x21, 35)]
    public void A_broken_binary_header_is_refused(int command, int family, int length)
    {
        byte[] bytes = ProxyBytes.Binary((byte)command, (byte)family, new byte[length]);
        Assert.That(() => ProxyHeader.Read(bytes), Throws.InstanceOf<InvalidDataException>());
    }

    // Every start needs more, and what follows is left alone.
    private static void ReadInEverySplit(byte[] header, string? client)
    {
        for (int length = 0; length < header.Length; length++)
            Assert.That(ProxyHeader.Read(header.AsSpan(0, length)), Is.Null, $"{length} bytes");

        var expected = new ProxyHeader(header.Length, client == null ? null : IPEndPoint.Parse(client));
        Assert.That(ProxyHeader.Read(header), Is.EqualTo(expected));
        Assert.That(ProxyHeader.Read([.. header, .. header]), Is.EqualTo(expected));
    }
}
