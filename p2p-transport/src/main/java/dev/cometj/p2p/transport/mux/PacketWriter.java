package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.transport.secret.StreamEncoder;

/// Writes packets straight to where they will be sealed. Allocates nothing. Used by one thread at a time.
public final class PacketWriter {
  /// What a ping or a pong takes in an encoder.
  static final int CONTROL_BYTES = 3;

  private static final byte[] PING = {2, PacketFormat.PING_TAG, 0};
  private static final byte[] PONG = {2, PacketFormat.PONG_TAG, 0};
  private static final int HEADER_BYTES = 24;

  private final byte[] header = new byte[HEADER_BYTES];
  private int at;

  /// Make a writer.
  public PacketWriter() {}

  /// Write a ping; the encoder has room for 3 bytes.
  ///
  /// @param out where to
  public void ping(StreamEncoder out) {
    out.put(PING, 0, PING.length);
  }

  /// Write a pong; the encoder has room for 3 bytes.
  ///
  /// @param out where to
  public void pong(StreamEncoder out) {
    out.put(PONG, 0, PONG.length);
  }

  /// Write a packet with a part of a message; the encoder has room for all of it.
  ///
  /// @param out where to
  /// @param channelId 0..255
  /// @param message the message
  /// @param from the first byte of the part
  /// @param length its size, possibly 0
  /// @param eof true if it is the message's last part
  /// @return how many bytes were written
  public int message(
      StreamEncoder out, int channelId, Payload message, int from, int length, boolean eof) {
    int inner = PacketFormat.messageBytes(channelId, length, eof);
    at = 0;
    varint(1 + PacketFormat.varintBytes(inner) + inner);
    header[at++] = PacketFormat.MESSAGE_TAG;
    varint(inner);
    if (channelId != 0) {
      header[at++] = PacketFormat.CHANNEL_TAG;
      varint(channelId);
    }
    if (eof) {
      header[at++] = PacketFormat.EOF_TAG;
      header[at++] = 1;
    }
    if (length == 0) {
      out.put(header, 0, at);
      return at;
    }
    header[at++] = PacketFormat.DATA_TAG;
    varint(length);
    out.put(header, 0, at);
    out.put(message, from, length);
    return at + length;
  }

  private void varint(int value) {
    int rest = value;
    while (rest > 0x7f) {
      header[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    header[at++] = (byte) rest;
  }
}
