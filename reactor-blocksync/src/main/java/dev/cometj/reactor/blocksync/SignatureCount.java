package dev.cometj.reactor.blocksync;

import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.blocksync.Message;
import dev.cometj.wire.types.Block;
import dev.cometj.wire.types.Commit;
import dev.cometj.wire.types.ExtendedCommit;
import java.nio.ByteBuffer;

/// The signatures of a block response, counted in its bytes before anything is decoded; `SigCountMessage` of Go's
/// `proto/tendermint/blocksync`.
///
/// A commit that occurs twice in the bytes is counted together, because the decoder merges what it contains (A08).
///
/// @param isBlock whether it is a block response
/// @param commitSignatures the signatures of the block's last commit
/// @param extendedSignatures the signatures of the extended commit
record SignatureCount(boolean isBlock, int commitSignatures, int extendedSignatures) {

  /// Count.
  ///
  /// @param message an encoded message of any kind, which may be malformed
  /// @return what is in it, as far as it can be read
  static SignatureCount of(ByteBuffer message) {
    boolean isBlock = false;
    int commit = 0;
    int extended = 0;
    ProtoFields members = ProtoFields.of(message);
    while (members.next()) {
      if (members.is(Message.BLOCK_RESPONSE_FIELD_NUMBER)) {
        isBlock = true;
        ProtoFields response = members.within();
        while (response.next()) {
          if (response.is(BlockResponse.BLOCK_FIELD_NUMBER)) {
            commit += ofBlock(response.within());
          } else if (response.is(BlockResponse.EXT_COMMIT_FIELD_NUMBER)) {
            extended +=
                occurrences(response.within(), ExtendedCommit.EXTENDED_SIGNATURES_FIELD_NUMBER);
          }
        }
      }
    }
    return new SignatureCount(isBlock, commit, extended);
  }

  private static int ofBlock(ProtoFields block) {
    int count = 0;
    while (block.next()) {
      if (block.is(Block.LAST_COMMIT_FIELD_NUMBER)) {
        count += occurrences(block.within(), Commit.SIGNATURES_FIELD_NUMBER);
      }
    }
    return count;
  }

  private static int occurrences(ProtoFields message, int number) {
    int count = 0;
    while (message.next()) {
      if (message.is(number)) {
        count++;
      }
    }
    return count;
  }
}
