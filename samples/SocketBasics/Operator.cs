namespace Samples.SocketBasics
{
    // Whoever the person at the terminal can answer.
    public interface IPartner
    {
        bool Connected { get; }

        void Answer(string line);
    }

    // The line that is typed goes to whoever was heard last.
    public static class Operator
    {
        private static volatile IPartner _partner;

        public static void Heard(IPartner partner)
        {
            _partner = partner;
        }

        public static bool Type(string line)
        {
            IPartner partner = _partner;
            if (partner == null || !partner.Connected)
                return false;
            partner.Answer(line);
            return true;
        }
    }
}
