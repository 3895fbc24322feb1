using ChatServer.Core.Storage;

namespace ChatServer.Admin.Peers;

/// <summary>Lets all servers with one store carry a verb out. Thread-safe.</summary>
/// <param name="service">Carries it out here.</param>
internal sealed class PeerQuestions(AdminService service)
{
    // A server that answers later is named in the result; it may still carry the verb out.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    // About 3 MB.
    private const int MaxRows = 10_000;

    /// <summary>Asks the other servers to do what this one has done.</summary>
    /// <param name="peers">The other servers.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="arguments">Its arguments, which this server has accepted.</param>
    /// <param name="own">What this server has done.</param>
    /// <returns>What all of them have done.</returns>
    public static async Task<AdminResult> AskAsync(IPeerServers peers, AdminCaller caller, AdminVerb verb, AdminArguments arguments, AdminResult own)
    {
        string question = PeerJson.WriteQuestion(caller with { From = peers.Name }, verb.Description.Name, arguments.All);
        var results = new ResultsOfServers(peers.Name, own);
        foreach (PeerAnswer answer in await peers.AskAllAsync(question, MaxWait).ConfigureAwait(false))
            results.Add(answer);
        return results.ToResult();
    }

    /// <summary>Answers the question of another server.</summary>
    /// <param name="question">The question.</param>
    /// <returns>The answer. No exception escapes.</returns>
    public async Task<string> AnswerAsync(string question)
    {
        try
        {
            (AdminCaller caller, string name, IReadOnlyDictionary<string, string> given) = PeerJson.ReadQuestion(question);
            if (!AdminVerbs.TryFind(name, out AdminVerb? verb) || !verb.Description.IsForAllServers)
                return PeerJson.WriteAnswer(AdminResult.NotFound("This server cannot be asked for that; it may have another version."));
            var arguments = new AdminArguments(verb.Description);
            foreach ((string parameter, string value) in given)
                arguments.Set(parameter, value);
            AdminResult result = await service.ExecuteHereAsync(caller, verb, arguments).ConfigureAwait(false);
            return PeerJson.WriteAnswer(result.Shorten(MaxRows));
        }
        catch (AdminArgumentException e)
        {
            return PeerJson.WriteAnswer(new AdminResult(AdminStatus.InvalidArguments, e.Message));
        }
    }
}
