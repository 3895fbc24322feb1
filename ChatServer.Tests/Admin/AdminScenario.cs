using System.Net.Http.Headers;
using ChatServer.Admin.Http;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>A test with a server that administrators can reach over TCP.</summary>
public abstract class AdminScenario : ChatScenario
{
    private readonly List<HttpClient> _https = [];
    private AdminHost? _admin;

    protected AdminScenario() => Setup = Setup with { Accounts = "open", Chat = "<admin endPoint=\"127.0.0.1:0\" />" };

    /// <summary>The admin host of the servers; started when it is first asked for.</summary>
    protected AdminHost Admin => _admin ?? throw new InvalidOperationException("Call StartAdmin first.");

    /// <summary>The token.</summary>
    protected string Token => File.ReadAllText(Path.Combine(Server.DataDirectory, "admin.token")).Trim();

    [TearDown]
    public async Task EndAdmin()
    {
        _https.ForEach(client => client.Dispose());
        if (_admin != null)
            await _admin.DisposeAsync();
    }

    /// <summary>Starts the admin host.</summary>
    protected async Task StartAdmin() => _admin = await Server.StartAdmin();

    /// <summary>A client with the token.</summary>
    protected HttpClient Http => _https.FirstOrDefault() ?? OpenHttp();

    /// <summary>A new client with the token.</summary>
    protected HttpClient OpenHttp() => OpenHttp(Token);

    /// <summary>A client with some token.</summary>
    protected HttpClient OpenHttp(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(Admin.Url!), Timeout = TimeSpan.FromSeconds(Deadline.DefaultSeconds) };
        if (token != null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _https.Add(client);
        return client;
    }

    /// <summary>A client of the Unix socket.</summary>
    protected HttpClient OpenSocket(string path)
    {
        HttpClient client = UnixHttp.Open(path);
        _https.Add(client);
        return client;
    }

    /// <summary>Asks for a verb.</summary>
    /// <returns>The status, and the result.</returns>
    protected static async Task<(int Status, JObject Json)> Post(HttpClient client, string verb, object? arguments = null)
    {
        string body = arguments == null ? string.Empty : JObject.FromObject(arguments).ToString();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri("/api/" + verb.Replace(' ', '/'), UriKind.Relative), content);
        return ((int)response.StatusCode, JObject.Parse(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Asks for a path.</summary>
    protected static async Task<(int Status, string Text)> Get(HttpClient client, string path)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The audit log.</summary>
    protected JObject[] ReadAudit() => [.. File.ReadAllLines(Path.Combine(Server.DataDirectory, "audit.log")).Select(line => JObject.Parse(line))];
}
