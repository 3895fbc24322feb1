using ChatServer.Core.Storage;
using ChatServer.Sessions;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Answers that wait for a store which the test drives.</summary>
public class HeldAnswersTests
{
    private readonly ManualStore _store = new();
    private readonly List<string> _sent = [];
    private readonly List<Exception> _failures = [];
    private Exception? _fault;

    [Test]
    public void An_answer_in_place_of_one_that_is_not_stored_has_the_names_of_its_request()
    {
        HeldAnswers answers = Make();
        answers.Add(5, "stored ", new HeldAnswers.Subject("id", "tag", "ref"));
        answers.Add(5, "listed ", new HeldAnswers.Subject(null, IsToldAnyway: true));
        answers.Add(5, "news ", default);
        answers.Add(0, "behind ", default);
        _store.Fail();
        Assert.That(string.Concat(_sent), Is.EqualTo("not stored: id tag ref listed behind "));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_failure_while_answers_are_written_or_sent_ends_the_session_and_nobody_waits(bool storeFails)
    {
        HeldAnswers answers = Make();
        answers.Add(5, "stored", new HeldAnswers.Subject("id"));
        Task answered = answers.WhenEmptyAsync();
        _fault = new InsufficientMemoryException();
        if (storeFails)
            _store.Fail();
        else
            _store.Commit(5);
        Assert.That(_failures, Is.EqualTo(new[] { _fault }));
        await answered.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(answers.IsEmpty, Is.True);
    }

    private HeldAnswers Make() => new(
        _store,
        text =>
        {
            if (_fault != null)
                throw _fault;
            _sent.Add(text);
            return true;
        },
        (_, subject) => _fault == null ? $"not stored: {subject.What} {subject.Tag} {subject.Reference} " : throw _fault,
        _failures.Add,
        () => { });

    private sealed class ManualStore : IStore
    {
        private readonly List<ICommitObserver> _observers = [];

        public StoreLevel Level => StoreLevel.Disk;

        public StoreCondition Condition => StoreCondition.Ready;

        public string? Failure => null;

        public long Durable { get; private set; }

        public void Open(IStoreState state)
        {
        }

        public long Append(in StoreRecord record) => throw new NotSupportedException();

        public void Notify(long position, ICommitObserver observer) => _observers.Add(observer);

        public Task WhenReadyAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Commit(long position)
        {
            Durable = position;
            foreach (ICommitObserver observer in _observers)
                observer.OnCommitted(position);
        }

        public void Fail() => _observers[0].OnCommitFailed("full");
    }
}
