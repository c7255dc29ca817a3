package dev.cometj.p2p.transport.mux;

/// Finds packets in a stream of plain bytes that comes in runs of any size.
///
/// 1. Every packet an honest node sends has its members in order and its data last. Its header is read where it lies,
///    and its data is passed on as it comes, so that data is copied once, by the [PacketSink]. Since the sizes then add
///    up to the end of the packet, nothing can follow that would change its meaning.
/// 2. Any other packet is collected whole and given to [WholePacket], which decodes as the original does.
/// 3. A header that lies across two runs is collected in a few bytes first.
///
/// The length in front is checked before anything is collected. Used by one thread at a time.
public final class PacketReader {
  /// More than the longest header of an ordinary packet: lengths of ten bytes and a channel of five included.
  private static final int HEADER_BYTES = 40;

  private static final byte[] NOTHING = {};
  private static final int MORE = -1;
  private static final int UNUSUAL = -2;
  private static final int PING = 1;
  private static final int PONG = 2;
  private static final int MESSAGE = 3;

  private final int maxPacketBytes;
  private final PacketSink sink;

  /// Data of the current packet still to come, or -1 between packets.
  private int dataLeft = -1;

  /// The first bytes of a packet whose header is not complete.
  private byte[] held = NOTHING;

  private int heldBytes;

  /// An unusual packet being collected: as long as the packet, or empty.
  private byte[] whole = NOTHING;

  private int wholeBytes;
  private final WholePacket decoder = new WholePacket();
  private boolean stopped;

  // What header() found.
  private int cursor;
  private int packetStart;
  private int packetBytes;
  private int channelId;
  private int dataBytes;
  private boolean eof;

  /// Make a reader.
  ///
  /// @param maxPacketBytes the largest packet taken, without the length in front of it
  /// @param sink gets what is found
  PacketReader(int maxPacketBytes, PacketSink sink) {
    this.maxPacketBytes = maxPacketBytes;
    this.sink = sink;
  }

  /// Take a run.
  ///
  /// @param bytes where it is
  /// @param from its first byte
  /// @param to behind its last byte
  /// @throws LinkFaultException if it is no packet, or the sink refuses it; the reader must not be used any more
  void accept(byte[] bytes, int from, int to) throws LinkFaultException {
    int at = from;
    while (at < to && !stopped) {
      if (dataLeft >= 0) {
        at = data(bytes, at, to);
      } else if (whole.length > 0) {
        at = collect(bytes, at, to);
      } else if (heldBytes > 0) {
        at = continueHeader(bytes, at, to);
      } else {
        at = start(bytes, at, to);
      }
    }
  }

  /// Take nothing more, from within the sink too: the link is ending.
  void stop() {
    stopped = true;
  }

  private int data(byte[] bytes, int at, int to) throws LinkFaultException {
    int length = Math.min(dataLeft, to - at);
    sink.data(bytes, at, length);
    dataLeft -= length;
    if (dataLeft == 0) {
      dataLeft = -1;
      sink.end();
    }
    return at + length;
  }

  private int start(byte[] bytes, int at, int to) throws LinkFaultException {
    int found = header(bytes, at, to);
    if (found == MORE) {
      hold(bytes, at, to - at);
      return to;
    }
    if (found == UNUSUAL) {
      int end = packetStart + packetBytes;
      if (end <= to) {
        decode(bytes, packetStart, end);
        return end;
      }
      whole = new byte[packetBytes];
      return collect(bytes, packetStart, to);
    }
    int next = cursor;
    deliver(found);
    return next;
  }

  private int continueHeader(byte[] bytes, int at, int to) throws LinkFaultException {
    int before = heldBytes;
    int taken = Math.min(to - at, HEADER_BYTES - before);
    hold(bytes, at, taken);
    int found = header(held, 0, heldBytes);
    if (found == MORE) {
      return at + taken;
    }
    int total = heldBytes;
    heldBytes = 0;
    if (found == UNUSUAL) {
      whole = new byte[packetBytes];
      int end = collect(held, packetStart, Math.min(total, packetStart + packetBytes));
      return at + end - before;
    }
    int next = at + cursor - before;
    deliver(found);
    return next;
  }

  private void hold(byte[] bytes, int at, int length) {
    if (held.length == 0) {
      held = new byte[HEADER_BYTES];
    }
    System.arraycopy(bytes, at, held, heldBytes, length);
    heldBytes += length;
  }

  private int collect(byte[] bytes, int at, int to) throws LinkFaultException {
    int length = Math.min(whole.length - wholeBytes, to - at);
    System.arraycopy(bytes, at, whole, wholeBytes, length);
    wholeBytes += length;
    if (wholeBytes == whole.length) {
      byte[] packet = whole;
      whole = NOTHING;
      wholeBytes = 0;
      decode(packet, 0, packet.length);
    }
    return at + length;
  }

  private void decode(byte[] bytes, int from, int to) throws LinkFaultException {
    decoder.decode(bytes, from, to);
    switch (decoder.kind) {
      case PING -> sink.ping();
      case PONG -> sink.pong();
      case MESSAGE -> {
        sink.begin(decoder.channelId, decoder.dataBytes, decoder.eof);
        if (decoder.dataBytes > 0) {
          sink.data(bytes, decoder.dataFrom, decoder.dataBytes);
        }
        sink.end();
      }
      case NONE -> throw LinkFaultException.malformed("packet: no known member");
    }
  }

  private void deliver(int found) throws LinkFaultException {
    switch (found) {
      case PING -> sink.ping();
      case PONG -> sink.pong();
      default -> {
        sink.begin(channelId, dataBytes, eof);
        if (dataBytes == 0) {
          sink.end();
        } else {
          dataLeft = dataBytes;
        }
      }
    }
  }

  /// Read a header. If it is an ordinary one, `cursor` is then behind it.
  ///
  /// @return `MORE` if it is not complete; `UNUSUAL` if only [WholePacket] can tell (then `packetStart` and
  ///     `packetBytes` say where the packet is); otherwise the kind
  private int header(byte[] bytes, int from, int to) throws LinkFaultException {
    if (!length(bytes, from, to)) {
      return MORE;
    }
    int at = packetStart;
    int end = at + packetBytes;
    if (packetBytes == 0) {
      throw LinkFaultException.malformed("packet: no known member");
    }
    if (at == to) {
      return MORE;
    }
    int tag = bytes[at++];
    if (tag == PacketFormat.MESSAGE_TAG) {
      int found = message(bytes, at, Math.min(to, end), end);
      return found == MORE && end <= to ? UNUSUAL : found;
    }
    if (packetBytes != 2 || (tag != PacketFormat.PING_TAG && tag != PacketFormat.PONG_TAG)) {
      return UNUSUAL;
    }
    if (at == to) {
      return MORE;
    }
    if (bytes[at++] != 0) {
      return UNUSUAL;
    }
    cursor = at;
    return tag == PacketFormat.PING_TAG ? PING : PONG;
  }

  /// Read the length in front of a packet as Go's `binary.ReadUvarint` does: up to ten bytes, minimal or not.
  private boolean length(byte[] bytes, int from, int to) throws LinkFaultException {
    long value = 0;
    int shift = 0;
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      if (shift == 63 && (next & 0xfe) != 0) {
        throw LinkFaultException.malformed("packet: its length overflows");
      }
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (value < 0 || value > maxPacketBytes) {
          throw LinkFaultException.limit(
              "packet of %s bytes, at most %d are allowed"
                  .formatted(Long.toUnsignedString(value), maxPacketBytes));
        }
        packetStart = at + 1;
        packetBytes = (int) value;
        return true;
      }
      shift += 7;
    }
    return false;
  }

  /// Read the members of a message in their usual order, up to its data. Nothing is read from `to` on, which is not
  /// behind `end`.
  private int message(byte[] bytes, int from, int to, int end) {
    int status = varint(bytes, from, to);
    if (status < 0) {
      return status;
    }
    if (cursor + status != end) {
      return UNUSUAL;
    }
    channelId = 0;
    eof = false;
    dataBytes = 0;
    int at = cursor;
    if (at < to && bytes[at] == PacketFormat.CHANNEL_TAG) {
      status = varint(bytes, at + 1, to);
      if (status < 0) {
        return status;
      }
      channelId = status;
      at = cursor;
    }
    if (at < to && bytes[at] == PacketFormat.EOF_TAG) {
      if (at + 1 >= to) {
        return MORE;
      }
      if (bytes[at + 1] != 1) {
        return UNUSUAL;
      }
      eof = true;
      at += 2;
    }
    if (at == end) {
      cursor = at;
      return MESSAGE;
    }
    if (at > end) {
      return UNUSUAL;
    }
    if (at >= to) {
      return MORE;
    }
    if (bytes[at] != PacketFormat.DATA_TAG) {
      return UNUSUAL;
    }
    status = varint(bytes, at + 1, to);
    if (status < 0) {
      return status;
    }
    dataBytes = status;
    return cursor + status == end ? MESSAGE : UNUSUAL;
  }

  /// Read a varint of up to four bytes; `cursor` is then behind it.
  ///
  /// @return its value, or `MORE` or `UNUSUAL`
  private int varint(byte[] bytes, int from, int to) {
    int value = 0;
    int shift = 0;
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        cursor = at + 1;
        return value;
      }
      shift += 7;
      if (shift == 28) {
        return UNUSUAL;
      }
    }
    return MORE;
  }
}
