using System;
using System.Collections.Generic;
using System.Text;

namespace Samples.TutorialChat
{
    public class ChatMessage
    {
        public ChatMessage(string from, string text)
        {
            Id = Guid.NewGuid();
            From = from;
            Text = text;
        }

        public Guid Id { get; private set; }

        public string From { get; private set; }

        public string Text { get; private set; }
    }

    // Who is logged in, and what they have not confirmed yet. In memory, for any number of users: a sample, not a service for strangers.
    public class Users
    {
        // Sessions of different users run on different threads. Under the lock nothing waits for a client: hence TrySend, which
        // appends no line end.
        private readonly object _lock = new object();
        private readonly Dictionary<string, ChatSession> _sessions = new Dictionary<string, ChatSession>();
        private readonly Dictionary<string, List<ChatMessage>> _unconfirmed = new Dictionary<string, List<ChatMessage>>();

        // Sends the messages that were not confirmed too, and closes the session in which the user was logged in before.
        public void LogIn(string id, ChatSession session)
        {
            ChatSession earlier;
            lock (_lock)
            {
                LogOut(session);
                _sessions.TryGetValue(id, out earlier);
                _sessions[id] = session;
                session.UserId = id;

                // One text: each TrySend takes one place of the few of sendingQueueSize.
                var lines = new StringBuilder("登录成功\r\n");
                foreach (ChatMessage message in UnconfirmedOf(id))
                    lines.AppendFormat("{0} 给你发送消息:{1} {2}\r\n", message.From, message.Text, message.Id);
                session.TrySend(lines.ToString());
            }

            if (earlier == null)
                return;
            earlier.TrySend("您的账号已经在他处登录,您已经被踢下线了\r\n");
            earlier.Close();
        }

        public void LogOut(ChatSession session)
        {
            lock (_lock)
            {
                ChatSession current;
                if (session.UserId != null && _sessions.TryGetValue(session.UserId, out current) && current == session)
                    _sessions.Remove(session.UserId);
            }
        }

        // Returns false if the user is offline: the message waits for the login.
        public bool Deliver(string id, ChatMessage message)
        {
            lock (_lock)
            {
                UnconfirmedOf(id).Add(message);
                ChatSession session;
                return _sessions.TryGetValue(id, out session)
                    && session.TrySend(string.Format("{0} 给你发消息:{1} {2}\r\n", message.From, message.Text, message.Id));
            }
        }

        public void Confirm(string id, Guid messageId)
        {
            lock (_lock)
                UnconfirmedOf(id).RemoveAll(message => message.Id == messageId);
        }

        private List<ChatMessage> UnconfirmedOf(string id)
        {
            List<ChatMessage> messages;
            if (!_unconfirmed.TryGetValue(id, out messages))
                _unconfirmed[id] = messages = new List<ChatMessage>();
            return messages;
        }
    }
}
