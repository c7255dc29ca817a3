package dev.cometj.execution.abci;

import dev.cometj.p2p.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Where an application or a signer is met: `tcp://host:port` or `unix://path`. Go's `ProtocolAndAddress` of `libs/net/net.go`.
public sealed interface ProtocolAddress {
  /// An address of the internet.
  ///
  /// @param hostPort host and port; an empty host means every interface when listening, and this machine when dialling
  record Tcp(HostPort hostPort) implements ProtocolAddress {
    @Override
    public String toString() {
      return "tcp://" + hostPort;
    }
  }

  /// A socket in the file system.
  ///
  /// @param path the socket's file
  record Unix(Path path) implements ProtocolAddress {
    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /// Read an address. Without a scheme it is one of the internet.
  ///
  /// @param text for example `tcp://127.0.0.1:26658`
  /// @return the address
  /// @throws dev.cometj.p2p.InvalidAddressException if host and port cannot be read
  /// @throws IllegalArgumentException if the scheme is another one, or the path is empty
  static ProtocolAddress parse(String text) {
    int end = text.indexOf("://");
    String scheme = end < 0 ? "tcp" : text.substring(0, end);
    String rest = end < 0 ? text : text.substring(end + 3);
    return switch (scheme) {
      case "tcp" -> new Tcp(HostPort.parse(text));
      case "unix" -> unix(text, rest);
      default ->
          throw new IllegalArgumentException(
              "'%s' is neither tcp://host:port nor unix://path".formatted(text));
    };
  }

  private static Unix unix(String text, String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("'%s' names no file".formatted(text));
    }
    return new Unix(Path.of(path));
  }

  /// Connect to this address. Blocks.
  ///
  /// @return an open channel
  /// @throws IOException if nobody answers there
  default SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(family());
    try {
      channel.connect(socketAddress("127.0.0.1"));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Listen at this address. Blocks while a name is looked up.
  ///
  /// @return an open channel
  /// @throws IOException if the address cannot be had
  default ServerSocketChannel listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(family());
    try {
      channel.bind(socketAddress(""));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private StandardProtocolFamily family() {
    return switch (this) {
      case Unix _ -> StandardProtocolFamily.UNIX;
      case Tcp tcp when tcp.hostPort().host().indexOf(':') >= 0 -> StandardProtocolFamily.INET6;
      case Tcp _ -> StandardProtocolFamily.INET;
    };
  }

  private SocketAddress socketAddress(String hostIfEmpty) throws IOException {
    return switch (this) {
      case Unix(Path path) -> UnixDomainSocketAddress.of(path);
      case Tcp(HostPort target) -> {
        String host = target.host().isEmpty() ? hostIfEmpty : target.host();
        InetSocketAddress address =
            host.isEmpty()
                ? new InetSocketAddress(target.port())
                : new InetSocketAddress(host, target.port());
        if (address.isUnresolved()) {
          throw new UnknownHostException("there is no host " + host);
        }
        yield address;
      }
    };
  }
}
