using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Samples.SocketBasics
{
    // The other end of the UDP chat, without the engine: bind, sendto, recvfrom. It may speak first, because it knows where to.
    internal static class UdpPeer
    {
        public static int Run(int port, IPEndPoint partner)
        {
            using (var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, port)))
            {
                Console.WriteLine("Listening on {0} (UdpPeer)", socket.Client.LocalEndPoint);
                var receiver = new Thread(() => Print(socket));
                receiver.IsBackground = true;
                receiver.Start();
                string line;
                while (!string.IsNullOrEmpty(line = Console.ReadLine()))
                {
                    byte[] bytes = Encoding.UTF8.GetBytes(line);
                    socket.Send(bytes, bytes.Length, partner);
                }
            }

            return 0;
        }

        private static void Print(UdpClient socket)
        {
            try
            {
                while (true)
                {
                    var sender = new IPEndPoint(IPAddress.Any, 0);
                    byte[] bytes = socket.Receive(ref sender);
                    Console.WriteLine("{0}{1}", sender, Encoding.UTF8.GetString(bytes));
                }
            }
            catch (SocketException)
            {
                // The program ends, or nobody listens where the last datagram went to.
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }
}
