package dev.cometj.reactor.mempool;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Tx;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.pool.HashedTx;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.mempool.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The wire form of the mempool channel: `tendermint.mempool.Message`. Messages are written by hand, because each peer
/// gets its own copy of every transaction, and read by the decoder that reads everything a peer sends.
final class MempoolCodec implements MessageCodec<MempoolMessage> {
  /// The most transactions of a message.
  static final int MAX_TXS = 10_000;

  /// Field 1 with a length: the only one there is, of the message as of the list within.
  private static final byte TAG = 0x0a;

  private static final UntrustedDecoder<Message> DECODER =
      UntrustedDecoder.of(Message.getDefaultInstance())
          .limit(MAX_TXS, "tendermint.mempool.Txs.txs");

  /// Tell how many bytes a field takes.
  static long fieldBytes(long length) {
    return 1 + varintBytes(length) + length;
  }

  private static int varintBytes(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  @Override
  public byte[] encode(MempoolMessage message) {
    return switch (message) {
      case Txs(List<HashedTx> txs) -> encode(txs);
    };
  }

  private static byte[] encode(List<HashedTx> txs) {
    long inner = 0;
    for (HashedTx each : txs) {
      inner += fieldBytes(each.length());
    }
    byte[] bytes = new byte[Math.toIntExact(fieldBytes(inner))];
    int at = header(bytes, 0, inner);
    for (HashedTx each : txs) {
      at = header(bytes, at, each.length());
      each.tx().bytes().copyTo(bytes, at);
      at += each.length();
    }
    return bytes;
  }

  private static int header(byte[] bytes, int from, long length) {
    int at = from;
    bytes[at++] = TAG;
    long rest = length;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  @Override
  public Decoded<MempoolMessage> decode(ByteBuffer bytes) {
    List<HashedTx> plain = plain(bytes);
    if (!plain.isEmpty()) {
      return new Decoded.Message<>(new Txs(plain));
    }
    try {
      Message message = DECODER.decode(bytes);
      return switch (message.getSumCase()) {
        case TXS -> new Decoded.Message<>(new Txs(hashed(message.getTxs().getTxsList())));
        case SUM_NOT_SET -> new Decoded.Malformed<>("no mempool message");
      };
    } catch (MalformedMessageException e) {
      return new Decoded.Malformed<>(String.valueOf(e.getMessage()));
    }
  }

  /// Read a message that holds a list of transactions and nothing else, which is what everybody sends. The decoder makes
  /// the same of it in five times the time.
  ///
  /// @return the transactions, or none if the message is anything else
  private static List<HashedTx> plain(ByteBuffer bytes) {
    WireFields fields = new WireFields(bytes);
    if (!nextBytes(fields) || fields.length() != bytes.limit() - fields.position()) {
      return List.of();
    }
    List<HashedTx> txs = new ArrayList<>(1);
    while (fields.position() < bytes.limit()) {
      int length = nextBytes(fields) ? fields.length() : -1;
      if (length < 0 || txs.size() == MAX_TXS) {
        return List.of();
      }
      byte[] content = new byte[length];
      bytes.get(fields.position(), content);
      txs.add(HashedTx.of(new Tx(Bytes.wrap(content))));
      fields.advance(length);
    }
    return txs;
  }

  private static boolean nextBytes(WireFields fields) {
    return fields.next() && fields.fieldNumber() == 1 && fields.wireType() == WireFields.BYTES;
  }

  private static List<HashedTx> hashed(List<ByteString> contents) {
    List<HashedTx> txs = new ArrayList<>(contents.size());
    for (ByteString content : contents) {
      txs.add(HashedTx.of(new Tx(Bytes.wrap(content.toByteArray()))));
    }
    return txs;
  }

  @Override
  public String typeLabel(MempoolMessage message) {
    return switch (message) {
      case Txs _ -> "mempool_Txs";
    };
  }
}
