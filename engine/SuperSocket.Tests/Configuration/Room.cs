using System.Configuration;
using SuperSocket.Common;

namespace SuperSocket.Tests.Configuration;

// What an application would declare for its own elements.
public class Room : ConfigurationElement
{
    [ConfigurationProperty("name", IsRequired = true, IsKey = true)]
    public string Name => (string)this["name"];

    [ConfigurationProperty("seats")]
    public int Seats => (int)this["seats"];
}

[ConfigurationCollection(typeof(Room), AddItemName = "room", RemoveItemName = "without", ClearItemsName = "none")]
public class RoomCollection : PlainRoomCollection
{
    [ConfigurationProperty("kind")]
    public string Kind => (string)this["kind"];
}

public class PlainRoomCollection : GenericConfigurationElementCollectionBase<Room, Room>
{
    protected override object GetElementKey(ConfigurationElement element) => ((Room)element).Name;
}

public class House : ConfigurationElement
{
    [ConfigurationProperty("rooms")]
    public RoomCollection Rooms => (RoomCollection)this["rooms"];
}
