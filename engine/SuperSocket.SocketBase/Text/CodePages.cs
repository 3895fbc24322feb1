using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace SuperSocket.SocketBase;

/// <summary>Makes gb2312 and its kin known, which the platform leaves to the application.</summary>
internal static class CodePages
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A 1.6 application asks for code pages before it calls anything of this library.")]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
