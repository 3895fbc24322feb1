namespace ChatServer.Tests.Fuzz;

/// <summary>Something that takes random inputs. Each thread of a run has one of its own.</summary>
public interface IFuzzTarget : IDisposable
{
    /// <summary>Makes an input, gives it to the product and to an oracle, and throws where they differ.</summary>
    /// <param name="random">Makes the same input again if it is the same again.</param>
    void Check(Random random);
}
