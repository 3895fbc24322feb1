using ChatServer.Core.Accounts;
using ChatServer.Core.Storage;

namespace ChatServer.Core;

/// <summary>
/// Answers questions with everything that other servers with the same store had stored before. Without other servers, it adds nothing and allocates nothing.
/// Thread-safe.
/// </summary>
/// <param name="directory">Knows the other servers; <see langword="null"/> if there are none.</param>
internal sealed class StoreRefresh(ILoginDirectory? directory)
{
    /// <summary>Answers a question. If the store cannot be reached, with what is known here: an answer acknowledges nothing.</summary>
    /// <param name="state">What the question needs.</param>
    /// <param name="ask">Answers it.</param>
    public ValueTask<T> AskAsync<TState, T>(TState state, Func<TState, T> ask)
    {
        return directory == null ? new(ask(state)) : AwaitAsync(directory, state, ask);

        static async ValueTask<T> AwaitAsync(ILoginDirectory directory, TState state, Func<TState, T> ask)
        {
            try
            {
                await directory.RefreshAsync().ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // What is known here may be slightly out of date.
            }

            return ask(state);
        }
    }

    /// <summary>Checks a password. Another server may have changed the account: a server that cannot know checks nothing.</summary>
    /// <param name="state">What the check needs.</param>
    /// <param name="check">Checks.</param>
    public ValueTask<PasswordResult> CheckAsync<TState>(TState state, Func<TState, ValueTask<PasswordResult>> check)
    {
        return directory == null ? check(state) : AwaitAsync(directory, state, check);

        static async ValueTask<PasswordResult> AwaitAsync(ILoginDirectory directory, TState state, Func<TState, ValueTask<PasswordResult>> check)
        {
            try
            {
                await directory.RefreshAsync().ConfigureAwait(false);
            }
            catch (StoreException)
            {
                return new PasswordResult(PasswordResultKind.NotStored);
            }

            return await check(state).ConfigureAwait(false);
        }
    }
}
