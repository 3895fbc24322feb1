# The chat server as an image: docs/operations.md#containers. It runs as a user without rights and keeps its data in /data.
#
#   docker build -t chat-server .
#   docker run -p 127.0.0.1:2020:2020 -p 127.0.0.1:2021:2021 -v chat-data:/data chat-server
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish ChatServer -p:PublishProfile=FrameworkDependent -p:RuntimeIdentifier=linux-$(dpkg --print-architecture | sed 's/amd64/x64/') -o /published \
    && deploy/configure /data any > /published/App.config \
    && mkdir /empty

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /published/ChatServer /usr/lib/chat-server/ChatServer
COPY --from=build /published/App.config /etc/chat-server/App.config
COPY --from=build --chown=$APP_UID:$APP_UID /empty /data
USER $APP_UID
VOLUME /data
EXPOSE 2020 2021 2312
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s CMD ["/usr/lib/chat-server/ChatServer", "health", "--config", "/etc/chat-server/App.config"]
ENTRYPOINT ["/usr/lib/chat-server/ChatServer", "--config", "/etc/chat-server/App.config"]
