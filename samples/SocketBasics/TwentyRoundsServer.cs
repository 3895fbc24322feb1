namespace Samples.SocketBasics
{
    // Asks twenty times, and reads at most six bytes each time, as a program with a buffer of six bytes does.
    public class TwentyRoundsServer : BlockServer<TwentyRoundsSession>
    {
        public TwentyRoundsServer()
            : base(6)
        {
        }
    }

    public class TwentyRoundsSession : BlockSession<TwentyRoundsSession>
    {
        private const int Rounds = 20;

        private int _round;

        public override void OnReceived(byte[] block)
        {
            SendBytes("Please enter the data:\0");
            if (++_round == Rounds)
                Close();
        }

        protected override void OnSessionStarted()
        {
            SendBytes("welcome !!!\n\0");
        }
    }
}
