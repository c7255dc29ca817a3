package dev.cometj.benchmarks.chain;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Inputs that are the same in both programs.
final class Inputs {
  static final String CHAIN_ID = "bench";
  static final long GENESIS = 1_700_000_000;

  private static final int DIGEST_BYTES = 8;

  private Inputs() {}

  /// SplitMix64, eight little-endian bytes a step.
  static final class Stream {
    private long state;

    Stream(long seed) {
      state = seed;
    }

    long next() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }

    byte[] array(int length) {
      ByteBuffer bytes = ByteBuffer.allocate((length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        bytes.putLong(next());
      }
      return Arrays.copyOf(bytes.array(), length);
    }

    Bytes bytes(int length) {
      return Bytes.wrap(array(length));
    }
  }

  static Ed25519PrivateKey key(int number) {
    return Ed25519PrivateKey.fromSeed(new Stream(1_000_000L + number).array(32));
  }

  static BlockId blockId(Stream stream) {
    Bytes hash = stream.bytes(32);
    return new BlockId(hash, new PartSetHeader(17, stream.bytes(32)));
  }

  /// A block whose commit is noise, as large as asked for.
  static Block block(ChainOptions options, long height) {
    Stream stream = new Stream(height);
    List<Tx> txs = new ArrayList<>(options.txs());
    for (int i = 0; i < options.txs(); i++) {
      txs.add(new Tx(stream.bytes(options.txBytes())));
    }
    Commit lastCommit = commit(stream, options.signatures(), height - 1);
    Header header =
        new Header(
            BlockVersion.of(1),
            CHAIN_ID,
            height,
            new Timestamp(GENESIS + height, 5),
            blockId(stream),
            Bytes.EMPTY,
            Bytes.EMPTY,
            stream.bytes(32),
            stream.bytes(32),
            stream.bytes(32),
            stream.bytes(8),
            stream.bytes(32),
            Bytes.EMPTY,
            stream.bytes(20));
    return Block.of(header, new Data(txs), EvidenceList.EMPTY, lastCommit);
  }

  static Commit commit(Stream stream, int count, long height) {
    BlockId blockId = blockId(stream);
    List<CommitSig> signatures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Bytes address = stream.bytes(20);
      signatures.add(new CommitSig(BlockIdFlag.COMMIT, address, time(i), stream.bytes(64)));
    }
    return new Commit(height, 0, blockId, signatures);
  }

  static Timestamp time(int validator) {
    return new Timestamp(GENESIS + validator, validator * 1000);
  }

  static String digest(Bytes bytes) {
    return Sha256.hash(bytes).slice(0, DIGEST_BYTES).toHex().toLowerCase(Locale.ROOT);
  }
}
