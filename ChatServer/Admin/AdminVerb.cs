namespace ChatServer.Admin;

/// <summary>
/// Something that an administrator can ask for. Each verb is one class: <see cref="AdminVerbs"/> finds it, and all doors have it. Stateless and thread-safe.
/// </summary>
internal abstract class AdminVerb
{
    /// <summary>The description.</summary>
    public abstract AdminVerbDescription Description { get; }

    /// <summary>Carries the verb out.</summary>
    /// <param name="context">What it works on.</param>
    /// <param name="arguments">The arguments. Those that must be given are there.</param>
    /// <returns>The result.</returns>
    /// <exception cref="AdminArgumentException">An argument is wrong. Nothing was done.</exception>
    /// <exception cref="Core.Storage.StoreException">The store cannot write.</exception>
    public abstract Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments);
}
