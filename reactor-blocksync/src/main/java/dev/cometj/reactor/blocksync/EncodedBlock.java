package dev.cometj.reactor.blocksync;

import dev.cometj.crypto.Bytes;
import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.blocksync.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the bytes of the block within an encoded message, so that parts and store get what was received and not what we
/// would have written.
final class EncodedBlock {
  private EncodedBlock() {}

  /// Finds them.
  ///
  /// @param message a message that was decoded, backed by an array that nobody writes to any more
  /// @return the block's bytes, which share that array unless it is much larger; empty if they are not found
  static Bytes in(ByteBuffer message) {
    // A oneof member that occurs again replaces the former one.
    @Nullable ProtoFields response = null;
    ProtoFields members = ProtoFields.of(message);
    while (members.next()) {
      if (members.is(Message.BLOCK_RESPONSE_FIELD_NUMBER)) {
        response = members.within();
      }
    }
    return response == null ? Bytes.EMPTY : compact(blockOf(response, message), message);
  }

  /// An embedded message that occurs again is merged, as if the bytes were one message.
  private static Bytes blockOf(ProtoFields response, ByteBuffer message) {
    Bytes block = Bytes.EMPTY;
    while (response.next()) {
      if (response.is(BlockResponse.BLOCK_FIELD_NUMBER)) {
        Bytes piece =
            Bytes.wrap(
                message.array(),
                message.arrayOffset() + response.from(),
                response.end() - response.from());
        block = block.isEmpty() ? piece : joined(block, piece);
      }
    }
    return block;
  }

  private static Bytes joined(Bytes one, Bytes other) {
    byte[] both = new byte[one.length() + other.length()];
    one.copyTo(both, 0);
    other.copyTo(both, one.length());
    return Bytes.wrap(both);
  }

  /// Cuts the block loose from a receive buffer of which it uses less than four fifths.
  private static Bytes compact(Bytes block, ByteBuffer message) {
    return message.capacity() / 5 > block.length() / 4 ? block.compact() : block;
  }
}
