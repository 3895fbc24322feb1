using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>Records to bytes and back, and bytes that are perhaps no record.</summary>
internal sealed class RecordTarget : IFuzzTarget
{
    private readonly RecordCodec _codec = new();

    /// <inheritdoc/>
    public void Check(Random random)
    {
        StoreRecord record = RandomRecords.Make(random);
        byte[] bytes = Write(record);
        if (!_codec.TryRead(bytes, out StoreRecord read) || read != record)
            throw new FuzzException($"{record} became {read}");

        byte[] changed = random.OneIn(8) ? random.Bytes(random.Next(60)) : Change(random, bytes);
        if (random.OneIn(4) && changed.Length > 0)
            changed[0] = (byte)random.Next(8);
        string hex = Convert.ToHexString(changed);
        StoreRecord? expected = SlowRecord.Read(changed);
        if (_codec.TryRead(changed, out read) != expected.HasValue || (expected.HasValue && read != expected))
            throw new FuzzException($"{hex} is read as {read} instead of {expected}");
        if (expected.HasValue && Convert.ToHexString(Write(read)) != hex)
            throw new FuzzException($"{hex} is read as {read}, which is written as {Convert.ToHexString(Write(read))}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static byte[] Write(StoreRecord record)
    {
        byte[] bytes = new byte[RecordCodec.MaxBytes(record)];
        return bytes[..RecordCodec.Write(record, bytes)];
    }

    private static byte[] Change(Random random, byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int i = random.Next(1, 4); i > 0 && changed.Count > 0; i--)
        {
            int place = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed.RemoveAt(place);
                    break;
                case 1:
                    changed.Insert(place, (byte)random.Next(256));
                    break;
                default:
                    changed[place] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. changed];
    }
}
