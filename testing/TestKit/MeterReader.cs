using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TestKit;

/// <summary>Reads the instruments of one meter, as an exporter does. Thread-safe.</summary>
public sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, bool> _instruments = new();
    private readonly ConcurrentQueue<Sample> _recorded = new();
    private readonly Lock _observing = new();
    private readonly List<Sample> _observed = [];

    /// <summary>Starts to listen.</summary>
    /// <param name="meter">Name of the meter.</param>
    /// <param name="scope">Scope of the meter; <see langword="null"/> for any.</param>
    public MeterReader(string meter, object? scope = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != meter || (scope != null && instrument.Meter.Scope != scope))
                return;
            _instruments[instrument] = true;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The instruments that were published until now.</summary>
    public IReadOnlyCollection<Instrument> Instruments => [.. _instruments.Keys];

    /// <summary>Asks the observable instruments, and adds up the values of one that have some tags.</summary>
    /// <param name="name">Name of the instrument.</param>
    /// <param name="tags">The tags that count; others are ignored.</param>
    /// <exception cref="InvalidOperationException">There is no such value.</exception>
    public double Read(string name, params (string Key, string Value)[] tags)
    {
        Sample[] found = [.. Observe().Where(sample => sample.Fits(name, tags))];
        if (found.Length == 0)
            throw new InvalidOperationException($"{name} has no value with these tags: {string.Join(", ", tags)}.");
        return found.Sum(sample => sample.Value);
    }

    /// <summary>Asks the observable instruments.</summary>
    /// <returns>All their values.</returns>
    public IReadOnlyList<Sample> Observe()
    {
        lock (_observing)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return [.. _observed];
        }
    }

    /// <summary>The values that a histogram has recorded until now and that have some tags.</summary>
    /// <param name="name">Name of the histogram.</param>
    /// <param name="tags">The tags that count; others are ignored.</param>
    public double[] Recorded(string name, params (string Key, string Value)[] tags)
        => [.. _recorded.Where(sample => sample.Fits(name, tags)).Select(sample => sample.Value)];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sample = new Sample(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? string.Empty));
        if (instrument.IsObservable)
            _observed.Add(sample);
        else
            _recorded.Enqueue(sample);
    }

    /// <summary>A value of an instrument.</summary>
    /// <param name="Name">Name of the instrument.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Tags">Its tags.</param>
    public sealed record Sample(string Name, double Value, IReadOnlyDictionary<string, string> Tags)
    {
        internal bool Fits(string name, (string Key, string Value)[] tags)
            => Name == name && tags.All(tag => Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value);
    }
}
