namespace SuperSocket.Tests.Api;

/// <summary>What users of a type can see of it, a line each fact.</summary>
/// <param name="Name">Namespace, name, type parameters.</param>
/// <param name="Head">Attributes, kind, name, constraints.</param>
/// <param name="Base">The base class of a class; empty for others.</param>
/// <param name="Interfaces">Those that are declared; one that another of them or the base class implies may be left out.</param>
/// <param name="Members">A line each.</param>
internal sealed record TypeSurface(string Name, string Head, string Base, IReadOnlySet<string> Interfaces, IReadOnlySet<string> Members)
{
    /// <summary>All interfaces, including those that others imply. The same as <see cref="Interfaces"/> where it is not known.</summary>
    public IReadOnlySet<string> AllInterfaces { get; init; } = Interfaces;

    /// <summary>Members of our own base classes, as they look here.</summary>
    public IReadOnlySet<string> Inherited { get; init; } = new HashSet<string>();
}
