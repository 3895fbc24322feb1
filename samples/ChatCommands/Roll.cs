using System.Globalization;
using System.Security.Cryptography;
using ChatServer.Commands;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatCommands
{
    /// <summary><c>Roll</c> rolls a die; <c>Roll &lt;sides&gt;</c> rolls one with this number of sides.</summary>
    public class Roll : ChatCommand
    {
        private const int UsualSides = 6;
        private const int MaxSides = 1000;

        // Numbers from 290 to 299, and from 490 to 499 for errors, are free for commands of other assemblies.
        private static readonly ReplyDefinition<long, long> Rolled = new(290, "rolled", "number", "sides",
            "您掷出了 {number}(共 {sides} 面)",
            "You rolled a {number} of {sides}");

        /// <inheritdoc/>
        public override CommandDescription Description { get; } = new(
            nameof(Roll),
            new CommandForm("掷骰子", "roll a die"),
            new CommandForm("掷一个有几面的骰子", "roll a die with this number of sides", new CommandParameter("sides", "面数", "sides")));

        /// <inheritdoc/>
        protected override bool TryExecute(ChatSession session, ChatRequest request)
        {
            int sides = UsualSides;
            if (!request.FirstParameter.IsEmpty && !int.TryParse(request.FirstParameter, NumberStyles.None, CultureInfo.InvariantCulture, out sides))
                return false;
            if (sides is < 1 or > MaxSides)
                return false;
            session.Reply(Rolled.With(RandomNumberGenerator.GetInt32(sides) + 1, sides));
            return true;
        }
    }
}
