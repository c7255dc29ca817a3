package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.cometj.wire.types.BlockID;
import dev.cometj.wire.types.PartSetHeader;
import dev.cometj.wire.types.SignedMsgType;
import dev.cometj.wire.types.Vote;

/// Votes to be signed.
final class Votes {
  static final String CHAIN = "test-chain";

  private Votes() {}

  static Vote precommit(long height, int round, int block) {
    ByteString hash = ByteString.copyFrom(new byte[32]).substring(1).concat(bytes(block));
    return Vote.newBuilder()
        .setType(SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT)
        .setHeight(height)
        .setRound(round)
        .setBlockId(
            BlockID.newBuilder()
                .setHash(hash)
                .setPartSetHeader(PartSetHeader.newBuilder().setTotal(1).setHash(hash)))
        .setTimestamp(Timestamp.newBuilder().setSeconds(1_700_000_000L + height))
        .build();
  }

  private static ByteString bytes(int block) {
    return ByteString.copyFrom(new byte[] {(byte) block});
  }
}
