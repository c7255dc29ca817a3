package dev.cometj.benchmarks.chain;

import dev.cometj.chain.Block;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Tx;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.crypto.Bytes;
import java.util.List;

/// Blocks and their bytes. What a block keeps once it is computed is thrown away for each turn, as far as the original
/// does not keep it.
final class Blocks {
  private static final long HEIGHT = 10;

  private Blocks() {}

  static Work merkleRoot(ChainOptions options) {
    List<Tx> txs = Inputs.block(options, HEIGHT).data().txs();
    return new Work(() -> new Data(txs).hash(), 1, Inputs.digest(new Data(txs).hash()));
  }

  static Work encode(ChainOptions options) {
    Block block = Inputs.block(options, HEIGHT);
    return new Work(() -> encoded(block), 1, Inputs.digest(encoded(block)));
  }

  static Work decode(ChainOptions options) {
    Bytes bytes = Inputs.block(options, HEIGHT).encoded();
    return new Work(() -> decoded(bytes), 1, Inputs.digest(decoded(bytes).hash()));
  }

  static Work both(ChainOptions options) {
    Block block = Inputs.block(options, HEIGHT);
    return new Work(
        () -> decoded(encoded(block)), 1, Inputs.digest(encoded(decoded(encoded(block)))));
  }

  /// A block keeps its bytes, so it is made anew; its parts keep their hashes, as the original's do.
  private static Bytes encoded(Block block) {
    return Block.of(block.header(), block.data(), EvidenceList.EMPTY, block.lastCommit()).encoded();
  }

  private static Block decoded(Bytes bytes) {
    try {
      return BlockCodec.decode(bytes);
    } catch (InvalidChainDataException e) {
      throw new IllegalStateException(e);
    }
  }
}
