namespace SuperSocket.Tests.Common;

public interface IAnimal
{
    string Name { get; }
}

public abstract class Animal : IAnimal
{
    public abstract string Name { get; }
}

public class Dog(string name) : Animal
{
    public Dog()
        : this("dog")
    {
    }

    public override string Name => name;
}

public class Puppy : Dog;

public class Cage<T> : IAnimal
{
    public string Name => typeof(T).Name;
}

public class Pair<T>;

public class Pair<T1, T2>;

internal sealed class Cat : Animal
{
    public override string Name => "cat";
}
