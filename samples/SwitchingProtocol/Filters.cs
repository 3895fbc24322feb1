using System.Text;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace Samples.SwitchingProtocol
{
    // Sees the first byte of each message and delivers to the filter that knows the rest; it uses no byte of the message itself.
    public class SwitchReceiveFilter : IReceiveFilter<StringRequestInfo>
    {
        private readonly NumberReceiveFilter _numbers;
        private readonly NoteReceiveFilter _notes;

        public SwitchReceiveFilter()
        {
            _numbers = new NumberReceiveFilter(this);
            _notes = new NoteReceiveFilter(this);
        }

        public int LeftBufferSize
        {
            get { return 0; }
        }

        public IReceiveFilter<StringRequestInfo> NextReceiveFilter { get; private set; }

        public FilterState State { get; private set; }

        public StringRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            NextReceiveFilter = null;
            for (rest = length; rest > 0; rest--)
            {
                byte first = readBuffer[offset + length - rest];
                if (first == '\r' || first == '\n')
                    continue;

                if (first == '#')
                    NextReceiveFilter = _numbers;
                else if (first == '[')
                    NextReceiveFilter = _notes;
                else
                    State = FilterState.Error;
                break;
            }

            return null;
        }

        public void Reset()
        {
            NextReceiveFilter = null;
        }
    }

    public class NumberReceiveFilter : FixedSizeReceiveFilter<StringRequestInfo>
    {
        private readonly SwitchReceiveFilter _switch;
        private IReceiveFilter<StringRequestInfo> _next;

        public NumberReceiveFilter(SwitchReceiveFilter switchFilter)
            : base(5)
        {
            _switch = switchFilter;
        }

        public override IReceiveFilter<StringRequestInfo> NextReceiveFilter
        {
            get { return _next; }
        }

        public override StringRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            StringRequestInfo request = base.Filter(readBuffer, offset, length, toBeCopied, out rest);
            _next = request == null ? null : _switch;
            return request;
        }

        protected override StringRequestInfo ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
        {
            return new StringRequestInfo("NUMBER", Encoding.ASCII.GetString(buffer, offset + 1, length - 1), new string[0]);
        }
    }

    public class NoteReceiveFilter : BeginEndMarkReceiveFilter<StringRequestInfo>
    {
        private readonly SwitchReceiveFilter _switch;

        public NoteReceiveFilter(SwitchReceiveFilter switchFilter)
            : base(new[] { (byte)'[' }, new[] { (byte)']' })
        {
            _switch = switchFilter;
        }

        public override StringRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            StringRequestInfo request = base.Filter(readBuffer, offset, length, toBeCopied, out rest);
            NextReceiveFilter = request == null ? null : _switch;
            return request;
        }

        protected override StringRequestInfo ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
        {
            return new StringRequestInfo("NOTE", Encoding.ASCII.GetString(readBuffer, offset + 1, length - 2), new string[0]);
        }
    }
}
