using System;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace Samples.SocketBasics
{
    // Sends each line of the terminal and prints one line of answer. "quit" or "exit" ends it.
    internal static class LineClient
    {
        public static int Run(string host, int port)
        {
            using (var client = new TcpClient(host, port))
            using (NetworkStream stream = client.GetStream())
            using (var reader = new StreamReader(stream, new UTF8Encoding(false)))
            using (var writer = new StreamWriter(stream, new UTF8Encoding(false)))
            {
                writer.NewLine = "\n";
                writer.AutoFlush = true;
                string line;
                while ((line = Console.ReadLine()) != null && line != "quit" && line != "exit")
                {
                    string answer = Ask(reader, writer, line);
                    if (answer == null)
                    {
                        Console.WriteLine("The server has closed the connection.");
                        return 1;
                    }

                    Console.WriteLine(answer);
                }
            }

            return 0;
        }

        private static string Ask(StreamReader reader, StreamWriter writer, string line)
        {
            try
            {
                writer.WriteLine(line);
                return reader.ReadLine();
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
