using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NUnit.Framework;

namespace ChatServer.Tests;

/// <summary>docs/protocol.schema.json: whatever the server sends to a client of a test as JSON must obey it.</summary>
[SetUpFixture]
public sealed partial class ProtocolSchema
{
    private static JsonSchema _schema = null!;

    /// <summary>The file.</summary>
    public static string FilePath { get; } = Path.Combine(TestContext.CurrentContext.TestDirectory, "protocol.schema.json");

    // Before all tests: hundreds of people at once would else wait for it, on the threads that reading it needs.
    [OneTimeSetUp]
    public static async Task Read() => _schema = await JsonSchema.FromFileAsync(FilePath);

    /// <summary>Checks a line if it is an object of the protocol.</summary>
    public static void Check(string line)
    {
        if (line.StartsWith("{\"type\":", StringComparison.Ordinal) && !ReplyOfApplication().IsMatch(line) && Errors(line) is { Length: > 0 } errors)
            Assert.Fail($"The server sent what its schema does not have: {line}\n{errors}");
    }

    /// <summary>What is wrong with an object; empty if nothing is.</summary>
    public static string Errors(string line)
    {
        // Times stay strings.
        JToken json = Newtonsoft.Json.JsonConvert.DeserializeObject<JToken>(line, new Newtonsoft.Json.JsonSerializerSettings { DateParseHandling = Newtonsoft.Json.DateParseHandling.None })!;
        ICollection<ValidationError> errors = _schema.Validate(json);
        return string.Join('\n', errors.Select(error => error.ToString()));
    }

    // These numbers are free for commands of other assemblies.
    [GeneratedRegex("^.{10,20},\"code\":[24]9[0-9],")]
    private static partial Regex ReplyOfApplication();
}
