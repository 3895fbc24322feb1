using ChatServer.Core.Storage;

namespace ChatServer.Admin.Peers;

/// <summary>Puts the results of one verb at several servers together.</summary>
/// <param name="name">Name of this server.</param>
/// <param name="own">What it has done itself.</param>
internal sealed class ResultsOfServers(string name, AdminResult own)
{
    private const string NodeColumn = "node";

    private readonly List<(string Name, AdminResult Result)> _results = [(name, own)];
    private readonly List<string> _silent = [];

    /// <summary>Adds what another server says.</summary>
    /// <param name="answer">Its answer.</param>
    public void Add(PeerAnswer answer)
    {
        if (answer.Text is { } text)
        {
            _results.Add((answer.Name, Read(text)));
            return;
        }

        _results.Add((answer.Name, AdminResult.Unavailable("It did not answer.")));
        _silent.Add(answer.Name);
    }

    /// <summary>
    /// The result for all servers. It is done if one server has done it. Rows of tables have the name of their server. Fields that count are added up; the
    /// others are those of this server. The table <c>nodes</c> has what differs between servers.
    /// </summary>
    public AdminResult ToResult()
    {
        AdminStatus status = _results.Exists(result => result.Result.Status == AdminStatus.Done) ? AdminStatus.Done : own.Status;
        string missing = _silent.Count == 0 ? string.Empty : $"No answer: {string.Join(", ", _silent)}.";
        string message = status == AdminStatus.Done ? missing : $"{own.Message} {missing}".Trim();
        AdminField[] fields = [.. _results.SelectMany(result => result.Result.Fields).Where(IsKnown).DistinctBy(field => field.Name)];
        return new AdminResult(status, message)
        {
            Fields = [.. fields.Where(field => IsTotal(field) || own.Fields.Contains(field)).Select(ToTotal)],
            Tables = [.. own.Tables.Select(Join), ToTable(fields)],
        };
    }

    private AdminResult Read(string text)
    {
        try
        {
            return PeerJson.ReadAnswer(text, own);
        }
        catch (AdminArgumentException e)
        {
            return new AdminResult(AdminStatus.Failed, e.Message);
        }
    }

    // A newer server may know more.
    private bool IsKnown(AdminField field) => field.Name == AdminField.CountName || own.Fields.Any(known => known.Name == field.Name);

    private static bool IsTotal(AdminField field) => field.Name == AdminField.CountName;

    private AdminField ToTotal(AdminField field) => IsTotal(field) ? field with { Value = _results.Sum(result => GetNumber(result.Result, field)) } : field;

    private static long GetNumber(AdminResult result, AdminField field) => Find(result, field.Name) is { } value ? Convert.ToInt64(value, null) : 0;

    private static object? Find(AdminResult result, string field) => result.Fields.FirstOrDefault(found => found.Name == field)?.Value;

    private AdminTable Join(AdminTable table) => new(table.Name, [new(NodeColumn, "NODE"), .. table.Columns])
    {
        Empty = table.Empty,
        Rows =
        [
            .. from result in _results
               from found in result.Result.Tables
               where found.Name == table.Name
               from row in found.Rows
               select (object?[])[result.Name, .. row],
        ],
    };

    private AdminTable ToTable(AdminField[] fields)
    {
        AdminField[] columns = [.. fields.Where(field => IsTotal(field) || field.IsOfServer)];
        return new AdminTable(
            "nodes",
            [new(NodeColumn, "NODE"), new("result", "RESULT"), new("message", "MESSAGE"), .. columns.Select(ToColumn)])
        {
            Rows =
            [
                .. _results.Select(result => (object?[])
                [
                    result.Name,
                    AdminJson.GetName(result.Result.Status),
                    result.Result.Message,
                    .. columns.Select(field => Find(result.Result, field.Name)),
                ]),
            ],
        };
    }

    private static AdminColumn ToColumn(AdminField field) => new(field.Name, (field.Label.Length > 0 ? field.Label : field.Name).ToUpperInvariant());
}
