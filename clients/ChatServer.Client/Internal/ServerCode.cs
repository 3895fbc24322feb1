namespace ChatServer.Client.Internal;

/// <summary>Codes of replies that the client looks at.</summary>
internal static class ServerCode
{
    public const int Welcome = 200;
    public const int LoggedIn = 201;
    public const int StoredOnDisk = 202;
    public const int StoredInMemory = 203;
    public const int NotDeliveredYet = 204;
    public const int RecipientConfirmed = 205;
    public const int GivenUp = 217;
    public const int FormatChanged = 218;
    public const int Delivered = 219;
    public const int MemberJoined = 222;
    public const int MemberLeft = 223;
    public const int NotForAll = 226;
    public const int GroupConfirmed = 228;
    public const int GroupGivenUp = 229;
    public const int AccountCreated = 230;
    public const int MessageRecalled = 234;
    public const int NoSuchMessage = 405;
    public const int NothingToRecall = 432;
    public const int TooOldToRecall = 433;
    public const int ShuttingDown = 504;
    public const int NotOnDiskYet = 509;
}
