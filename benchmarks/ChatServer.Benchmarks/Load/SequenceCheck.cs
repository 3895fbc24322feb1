namespace ChatServer.Benchmarks.Load;

/// <summary>
/// Checks the numbers of messages from one sender to one recipient, which start with 0 and have no gaps: what is lost, comes twice, or behind a later one, is an error.
/// </summary>
/// <param name="errors">Where errors are counted.</param>
/// <param name="isLossy">Whether messages may overtake each other and come again: only lost ones are an error then.</param>
internal sealed class SequenceCheck(LoadErrors errors, bool isLossy = false)
{
    // What came is known from _next on; of what is before it, these did not come.
    private readonly HashSet<long> _missing = [];
    private long _next;
    private long _low;

    /// <summary>How many different messages came.</summary>
    public long Received => _next - _missing.Count;

    /// <summary>One more than the highest number that came.</summary>
    public long Next => _next;

    /// <summary>All below this number came, or will not come any more.</summary>
    public long Low
    {
        get
        {
            if (!isLossy)
                return _next;
            while (_low < _next && !_missing.Contains(_low))
                _low++;
            return _low;
        }
    }

    /// <summary>Whether a message has come.</summary>
    public bool Has(long number) => number < _next && !_missing.Contains(number);

    /// <summary>Takes the number of a message that came.</summary>
    /// <returns>Whether it came for the first time.</returns>
    public bool Add(long number)
    {
        if (number == _next)
        {
            _next++;
            return true;
        }

        if (number > _next)
        {
            for (long missing = _next; missing < number && _missing.Count < LoadErrors.Most; missing++)
                _missing.Add(missing);
            _next = number + 1;
            return true;
        }

        if (_missing.Remove(number))
        {
            if (!isLossy)
                errors.Reordered++;
            return true;
        }

        if (!isLossy)
            errors.Doubled++;
        return false;
    }

    /// <summary>Counts what has not come as lost.</summary>
    /// <param name="sent">How many were sent.</param>
    public void End(long sent) => errors.Lost += Math.Max(0, sent - Received);
}
