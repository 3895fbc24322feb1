using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace ChatServer.Sessions;

/// <summary>Warns before a certificate ends: 30, 14 and 3 days before, and when it has ended; once each. For one thread at a time.</summary>
/// <param name="time">The clock.</param>
internal sealed class CertificateWarnings(TimeProvider time)
{
    // The days before the end, the last first.
    private static readonly int[] Days = [0, 3, 14, 30];

    // Certificates are few; renewed ones are forgotten with the rest now and then.
    private const int MaxKnown = 100;

    // What was told last, by thumbprint.
    private readonly Dictionary<string, int> _told = [];

    /// <summary>Writes the warnings that are due.</summary>
    /// <param name="server">Name of the server.</param>
    /// <param name="certificates">Its certificates.</param>
    /// <param name="log">Gets the warnings.</param>
    public void Write(string server, IReadOnlyList<X509Certificate2> certificates, ILogger log)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            TimeSpan left = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
            int due = Array.FindIndex(Days, days => left <= TimeSpan.FromDays(days));
            if (due < 0 || (_told.TryGetValue(certificate.Thumbprint, out int told) && told <= due))
                continue;
            if (_told.Count >= MaxKnown)
                _told.Clear();
            _told[certificate.Thumbprint] = due;
            if (due == 0)
                log.CertificateEnded(certificate.Subject, server, certificate.NotAfter.ToUniversalTime());
            else
                log.CertificateEnds(certificate.Subject, server, (int)left.TotalDays, certificate.NotAfter.ToUniversalTime());
        }
    }
}
