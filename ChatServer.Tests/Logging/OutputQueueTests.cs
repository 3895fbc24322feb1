using System.Text;
using ChatServer.Logging;
using NUnit.Framework;

namespace ChatServer.Tests.Logging;

/// <summary>The queue in front of standard output and standard error.</summary>
public class OutputQueueTests
{
    private readonly FakeOutput _output = new();

    [Test]
    public void What_is_written_comes_in_order()
    {
        var queue = new OutputQueue("standard error", _output);
        for (int i = 0; i < 1000; i++)
            queue.Write($"{i}\n");
        Assert.That(queue.Finish(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(_output.Text, Is.EqualTo(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n"))));
    }

    [Test]
    public async Task While_nobody_reads_a_bounded_number_of_bytes_waits_and_the_rest_is_counted()
    {
        var queue = new OutputQueue("standard error", _output);
        string line = new string('x', 1023) + "\n";
        _output.Block();
        queue.Write("first\n");
        await _output.UntilWriting();
        for (int i = 0; i < 2000; i++)
            queue.Write(line);
        Assert.That(queue.Finish(TimeSpan.FromMilliseconds(1)), Is.False);
        _output.Unblock();
        Assert.That(queue.Finish(TimeSpan.FromSeconds(30)), Is.True);
        string[] lines = _output.Text.Split('\n');
        Assert.That(lines.Count(text => text.Length == 1023), Is.EqualTo(1024));

        // The report stands where lines are missing: behind those that were being written then.
        Assert.That(lines, Has.One.Match("^....-..-.. ..:..:..\\....Z warn: Log\\[1001\\] 976 lines of standard error were dropped: nobody read them in time\\.$"));
    }

    [Test]
    public async Task What_cannot_be_written_is_counted_and_told_with_the_reason_when_it_can_be_again()
    {
        var queue = new OutputQueue("standard output", _output);
        _output.Error = "No space left on device";
        _output.TakeBeforeError = 3;
        queue.Write("cut off\nlost\n");
        await _output.UntilWriting();
        _output.Error = null;
        var deadline = new Deadline();
        while (!_output.Text.Contains("dropped", StringComparison.Ordinal))
        {
            Assert.That(deadline.IsOver, Is.False);
            queue.Write("again\n");
            await Task.Delay(10);
        }

        Assert.That(_output.Text, Does.StartWith("cut\nagain\n").And.Contain(" 2 lines of standard output were dropped: No space left on device.\n"));
        Assert.That(queue.Finish(TimeSpan.FromSeconds(30)), Is.True);
    }

    private sealed class FakeOutput : IRawOutput
    {
        private readonly StringBuilder _text = new();
        private readonly ManualResetEventSlim _mayGoOn = new(initialState: true);
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public volatile string? Error;

        public int TakeBeforeError { get; set; }

        public void Block() => _mayGoOn.Reset();

        public void Unblock() => _mayGoOn.Set();

        public Task UntilWriting() => _writing.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public int Write(ReadOnlySpan<byte> bytes, out string? error)
        {
            error = Error;
            _writing.TrySetResult();
            _mayGoOn.Wait();
            int count = error == null ? bytes.Length : Math.Min(TakeBeforeError, bytes.Length);
            lock (_text)
                _text.Append(Encoding.UTF8.GetString(bytes[..count]));
            return count;
        }
    }
}
