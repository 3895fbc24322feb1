using ChatServer.MicroBenchmarks.Operations;

namespace ChatServer.MicroBenchmarks;

/// <summary>Every operation, by its name.</summary>
public static class OperationCatalog
{
    private static readonly (string Name, Func<Operation> Create)[] All =
    [
        Entry<ParseText>(),
        Entry<ParsePieces>(),
        Entry<ParseJson>(),
        Entry<HandleHeartbeat>(),
        Entry<HandleLogIn>(),
        Entry<RelayMessage>(),
        Entry<RelayWithReceipts>(),
        Entry<RelayInJson>(),
        Entry<RelayBlock>(),
        Entry<RelayInGroup>(),
        Entry<StoreAndConfirm>(),
        Entry<DeliverMessage>(),
        Entry<CommitRecords>(),
        Entry<WriteMessageInWords>(),
        Entry<WriteMessageInJson>(),
        Entry<WriteReceiptInWords>(),
        Entry<WriteReceiptInJson>(),
        Entry<ReadFrame>(),
        Entry<WriteFrame>(),
    ];

    /// <summary>The names, in their order.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    /// <summary>Prepares an operation.</summary>
    /// <param name="name">Its name.</param>
    public static Operation Create(string name) => All.Single(entry => entry.Name == name).Create();

    private static (string Name, Func<Operation> Create) Entry<T>()
        where T : Operation, new()
        => (typeof(T).Name, static () => new T());
}
