package dev.cometj.integration.node;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// One thing a stranger may do to a listening socket before it has proved anything.
///
/// @param name what it does
/// @param isSlow whether only the deadline can end it
/// @param reasons how the ledger's reason begins, as a regular expression
/// @param action does it
record HostileBytes(String name, boolean isSlow, String reasons, Action action) {
  private static final String BROKEN = "AUTHENTICATION_FAILED";
  private static final String TOO_SLOW = "HANDSHAKE_TIMEOUT";
  private static final String GONE = "(AUTHENTICATION_FAILED|UNREACHABLE)";

  /// A delimited BytesValue with an ephemeral key that any 32 bytes can be.
  private static final byte[] KEY = join(bytes("220a20"), pattern(32));

  private static final int SEALED_FRAME = 1044;

  /// Writes to the connected socket; it may close it.
  interface Action {
    void on(Socket socket) throws IOException, InterruptedException;
  }

  static List<HostileBytes> all() {
    return List.of(
        slow("says nothing", socket -> {}),
        slow("sends half a key and waits", socket -> write(socket, Arrays.copyOf(KEY, 17))),
        slow("sends a key byte by byte", socket -> trickle(socket, KEY)),
        slow("sends its key and waits", socket -> write(socket, KEY)),
        slow(
            "sends its key and almost a frame",
            socket -> write(socket, join(KEY, pattern(SEALED_FRAME - 1)))),
        broken("claims a length without end", bytes("ffffffffffffffffffffff")),
        broken("claims a megabyte", bytes("808040")),
        broken("claims one byte more than a key has", join(bytes("230a21"), pattern(33))),
        broken("claims one byte less than a key has", join(bytes("210a1f"), pattern(31))),
        broken("sends an empty message", bytes("00")),
        broken(
            "sends a key of one byte in a message of the right length",
            join(bytes("220a01ff"), pattern(31))),
        broken("sends a key in another field", join(bytes("221220"), pattern(32))),
        broken("sends a key of low order", join(bytes("220a20"), new byte[32])),
        broken(
            "speaks HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
        broken("speaks TLS", join(bytes("16030102000100"), pattern(600))),
        broken("sends a key and a frame under no key", join(KEY, pattern(SEALED_FRAME))),
        broken("sends its key twice and more", join(KEY, KEY, pattern(SEALED_FRAME))),
        broken("sends an authentication in the clear first", join(bytes("660a22"), pattern(100))),
        new HostileBytes("sends eight megabytes of noise", false, BROKEN, HostileBytes::flood),
        new HostileBytes("hangs up at once", false, GONE, Socket::close),
        new HostileBytes("hangs up within the key", false, GONE, HostileBytes::hangUpWithinKey),
        new HostileBytes("resets after the key", false, GONE, HostileBytes::resetAfterKey));
  }

  private static HostileBytes slow(String name, Action action) {
    return new HostileBytes(name, true, TOO_SLOW, action);
  }

  private static HostileBytes broken(String name, byte[] bytes) {
    return new HostileBytes(name, false, BROKEN, socket -> write(socket, bytes));
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static void trickle(Socket socket, byte[] bytes)
      throws IOException, InterruptedException {
    for (byte one : bytes) {
      try {
        socket.getOutputStream().write(one);
      } catch (IOException e) {
        return; // hung up, as it should
      }
      Thread.sleep(250);
    }
  }

  private static void flood(Socket socket) {
    try {
      for (int i = 0; i < 128; i++) {
        write(socket, pattern(1 << 16));
      }
    } catch (IOException e) {
      // hung up, as it should
    }
  }

  private static void hangUpWithinKey(Socket socket) throws IOException {
    write(socket, Arrays.copyOf(KEY, 20));
    socket.close();
  }

  private static void resetAfterKey(Socket socket) throws IOException {
    write(socket, KEY);
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static byte[] pattern(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
