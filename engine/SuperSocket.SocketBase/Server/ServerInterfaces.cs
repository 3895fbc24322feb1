using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>Lets the application see received bytes before the receive filter.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
public interface IRawDataProcessor<TAppSession>
    where TAppSession : IAppSession
{
    /// <summary>Given session, array, offset and length of a block; <see langword="false"/> drops the block.</summary>
    event Func<TAppSession, byte[], int, int, bool> RawDataReceived;
}

/// <summary>Executes requests.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IRequestHandler<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    /// <summary>Executes a request on the calling thread.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The request.</param>
    void ExecuteCommand(IAppSession session, TRequestInfo requestInfo);
}

/// <summary>Judges the certificate of a client.</summary>
public interface IRemoteCertificateValidator
{
    /// <summary>Judges a certificate.</summary>
    /// <param name="session">The session of the connection.</param>
    /// <param name="sender">What asks.</param>
    /// <param name="certificate">The client's certificate; <see langword="null"/> if it sent none.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="sslPolicyErrors">What the platform found wrong.</param>
    /// <returns>Whether the connection may go on.</returns>
    bool Validate(IAppSession session, object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors);
}
