using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using SuperSocket.Common;
using SuperSocket.SocketBase;

namespace Samples.ConnectionFilter
{
    public class AddressRangeFilter : IConnectionFilter
    {
        private List<Tuple<uint, uint>> _allowed;
        private List<Tuple<uint, uint>> _denied;

        public string Name { get; private set; }

        public bool Initialize(string name, IAppServer appServer)
        {
            Name = name;
            try
            {
                _allowed = ParseRanges(appServer.Config.Options.GetValue("allow", "0.0.0.0-255.255.255.255"));
                _denied = ParseRanges(appServer.Config.Options.GetValue("deny", string.Empty));
                return true;
            }
            catch (FormatException e)
            {
                appServer.Logger.Error("The address ranges are wrong.", e);
                return false;
            }
        }

        public bool AllowConnect(IPEndPoint remoteAddress)
        {
            if (remoteAddress.AddressFamily != AddressFamily.InterNetwork)
                return false;

            uint address = ToNumber(remoteAddress.Address);
            return Contains(_allowed, address) && !Contains(_denied, address);
        }

        private static bool Contains(List<Tuple<uint, uint>> ranges, uint address)
        {
            return ranges.Exists(range => range.Item1 <= address && address <= range.Item2);
        }

        private static List<Tuple<uint, uint>> ParseRanges(string text)
        {
            var ranges = new List<Tuple<uint, uint>>();
            foreach (string part in text.Split(new[] { ';', ' ' }, StringSplitOptions.RemoveEmptyEntries))
            {
                string[] ends = part.Split('-');
                if (ends.Length != 2)
                    throw new FormatException("A range is written first-last: " + part);
                ranges.Add(Tuple.Create(ToNumber(IPAddress.Parse(ends[0])), ToNumber(IPAddress.Parse(ends[1]))));
            }

            return ranges;
        }

        private static uint ToNumber(IPAddress address)
        {
            byte[] bytes = address.GetAddressBytes();
            return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        }
    }
}
