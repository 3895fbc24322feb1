using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace ChatServer.Client.Internal;

/// <summary>What an operation is for.</summary>
internal enum OperationKind
{
    /// <summary>A message; more replies may follow the first.</summary>
    Send,

    /// <summary>Something that a caller waits for, and that may be asked twice.</summary>
    Request,

    /// <summary>A confirmation.</summary>
    Confirm,

    /// <summary>Something of this link, that is forgotten with it.</summary>
    Link,
}

/// <summary>A request and its replies. Its fields are changed under the lock of the <see cref="Outbox"/> only.</summary>
internal sealed class Operation
{
    private static long _lastTag;

    private readonly TaskCompletionSource<ServerReplies> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _number = Interlocked.Increment(ref _lastTag);

    // Of a confirmation there is none: as many may wait as there are messages, and each is made when it is sent.
    private readonly byte[]? _line;
    private List<ServerLine>? _lines;

    private Operation(Guid confirmed)
    {
        Kind = OperationKind.Confirm;
        MessageId = confirmed;
    }

    private Operation(OperationKind kind, string command, params ReadOnlySpan<(string Field, object Value)> fields)
    {
        Kind = kind;
        _line = Write(command, Tag, fields);
    }

    /// <summary>What it is for.</summary>
    public OperationKind Kind { get; }

    /// <summary>Identifies its replies.</summary>
    public string Tag => _number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is sent, the same each time.</summary>
    public ReadOnlyMemory<byte> Line => _line ?? Write("Confirm", Tag, [("id", MessageId.ToString())]);

    /// <summary>The message of a confirmation.</summary>
    public Guid MessageId { get; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether the first reply has come.</summary>
    public bool HasReply => _lines != null;

    /// <summary>How many replies have come.</summary>
    public int ReplyCount => _lines?.Count ?? 0;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Its replies, as soon as they are complete.</summary>
    public Task<ServerReplies> Result => _result.Task;

    /// <summary>Whether it counts towards those under way.</summary>
    public bool IsOfCaller => Kind is OperationKind.Send or OperationKind.Request;

    public static Operation Chat(string to, string text, string reference) => new(OperationKind.Send, "Chat", ("to", to), ("text", text), ("ref", reference));

    public static Operation Say(string group, string text, string reference) => new(OperationKind.Send, "Say", ("group", group), ("text", text), ("ref", reference));

    public static Operation Confirm(Guid id) => new(id);

    public static Operation Request(string command, params ReadOnlySpan<(string Field, object Value)> fields) => new(OperationKind.Request, command, fields);

    public static Operation OfLink(string command, params ReadOnlySpan<(string Field, object Value)> fields) => new(OperationKind.Link, command, fields);

    /// <summary>Whether a line is a reply to it.</summary>
    public bool IsRepliedBy(ServerLine line) => long.TryParse(line.Tag, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number == _number;

    /// <summary>Keeps a reply.</summary>
    /// <returns>Whether it is surely the last.</returns>
    public bool Add(ServerLine line)
    {
        (_lines ??= []).Add(line);
        return Kind != OperationKind.Send || line.IsError || line.Code is ServerCode.NotDeliveredYet or ServerCode.NotForAll;
    }

    /// <summary>Ends it with the replies that have arrived.</summary>
    public void Complete()
    {
        List<ServerLine> lines = _lines ?? throw new InvalidOperationException("There is no answer.");
        ServerLine? error = lines.Find(line => line.IsError);
        if (error != null && !(Kind == OperationKind.Confirm && error.Code is ServerCode.NoSuchMessage or ServerCode.NotOnDiskYet))
            Fail(error.ToException());
        else
            _result.TrySetResult(new ServerReplies(lines, Attempts));
    }

    /// <summary>Ends it without a reply.</summary>
    public void Fail(Exception why)
    {
        // Nobody need wait for a confirmation.
        if (_result.TrySetException(why))
            _ = _result.Task.Exception;
    }

    private static byte[] Write(string command, string tag, ReadOnlySpan<(string Field, object Value)> fields)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            json.WritePropertyName("cmd");
            json.WriteValue(command);
            foreach ((string field, object value) in fields)
            {
                json.WritePropertyName(field);
                if (value is string single)
                    json.WriteValue(single);
                else
                    WriteArray(json, (IEnumerable<string>)value);
            }

            json.WritePropertyName("tag");
            json.WriteValue(tag);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteArray(JsonTextWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (string value in values)
            json.WriteValue(value);
        json.WriteEndArray();
    }
}

/// <summary>The replies to one request.</summary>
/// <param name="Lines">At least one, in their order.</param>
/// <param name="Attempts">How often the request was sent.</param>
internal sealed record ServerReplies(IReadOnlyList<ServerLine> Lines, int Attempts)
{
    /// <summary>The first.</summary>
    public ServerLine First => Lines[0];
}
