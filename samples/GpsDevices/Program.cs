// A server for GPS devices, with frames between two equal marks, escapes and a checksum; and a desk that asks for them. A frame is
//
//   7E         mark
//   1 byte     type: 01 heartbeat, 02 report; from the server 81 received, 82 report now
//   4 bytes    number of the device, high byte first
//   n bytes    body
//   1 byte     checksum: all bytes behind the mark, xor
//   7E         mark
//
// Device 17 at 22.543096 N, 114.057865 E, with 60 km/h:
//
//   printf '\x7e\x02\0\0\0\x11\x01\x57\xfa\xf8\x06\xcc\x62\x89\0\x3c\x5a\x7e' | nc -q 1 127.0.0.1 4114 | xxd -p
//                                                -> 7e810000001102927e
//   telnet 127.0.0.1 4115
//   WHERE 17                                     -> 22.543096 114.057865, 60 km/h
//   LOCATE 17                                    -> Asked., or The device is not connected.
using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace Samples.GpsDevices
{
    internal static class Program
    {
        private static int Main(string[] args)
        {
            // An argument names another configuration file than the program's own.
            IBootstrap bootstrap = args.Length > 0
                ? BootstrapFactory.CreateBootstrapFromConfigFile(args[0])
                : BootstrapFactory.CreateBootstrap();

            if (!bootstrap.Initialize() || bootstrap.Start() != StartResult.Success)
            {
                Console.WriteLine("The servers could not be started.");
                return 1;
            }

            foreach (IWorkItem item in bootstrap.AppServers)
            {
                foreach (ListenerInfo listener in ((IAppServer)item).Listeners)
                    Console.WriteLine("Listening on {0} ({1})", listener.EndPoint, item.Name);
            }

            Console.WriteLine("Press Enter to stop.");
            Console.ReadLine();
            bootstrap.Stop();
            return 0;
        }
    }
}
