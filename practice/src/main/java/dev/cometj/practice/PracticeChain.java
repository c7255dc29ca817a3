package dev.cometj.practice;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A chain on which all validators agree at once. Keys and transactions come out of numbers, so that it is the same each
/// time. Usable from any thread.
final class PracticeChain {
  static final String ID = "practice";

  private static final Timestamp START = new Timestamp(1_700_000_000, 0);
  private static final long POWER = 10;
  private static final int TXS = 3;
  private static final int SHORTEST_VALUE = 10;
  private static final int LONGEST_VALUE = 1_000;

  private final Map<Bytes, Ed25519PrivateKey> keys = new HashMap<>();
  private final GenesisDoc genesis;

  PracticeChain(int size) {
    List<GenesisValidator> validators = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Ed25519PrivateKey key = Ed25519PrivateKey.generate(new Random(i));
      GenesisValidator validator = new GenesisValidator(key.publicKey(), POWER, "");
      validators.add(validator);
      keys.put(validator.address(), key);
    }
    genesis =
        new GenesisDoc(START, ID, 1, ConsensusParams.DEFAULT, validators, Bytes.EMPTY, Bytes.EMPTY);
  }

  GenesisDoc genesis() {
    return genesis;
  }

  /// The transactions of a block: new keys with values of any length.
  List<Tx> txs(long height) {
    Random random = new Random(height);
    return IntStream.range(0, TXS)
        .mapToObj(i -> "key%d.%d=%s".formatted(height, i, value(random)))
        .map(text -> new Tx(Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII))))
        .toList();
  }

  private static String value(Random random) {
    return random
        .ints(random.nextInt(SHORTEST_VALUE, LONGEST_VALUE), 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// All validators' precommits for a block.
  Commit commit(long height, BlockId blockId, ValidatorSet validators) {
    List<CommitSig> signatures =
        IntStream.range(0, validators.size())
            .parallel()
            .mapToObj(i -> precommit(height, blockId, validators.get(i).address(), i))
            .toList();
    return new Commit(height, 0, blockId, signatures);
  }

  private CommitSig precommit(long height, BlockId blockId, Bytes address, int index) {
    Timestamp time = START.plus(Duration.ofSeconds(height).plusMillis(index));
    Vote vote =
        new Vote(
            SignedMsgType.PRECOMMIT,
            height,
            0,
            blockId,
            time,
            address,
            index,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    Ed25519PrivateKey key = keys.get(address);
    if (key == null) {
      throw new PracticeException("there is no key of the validator " + address);
    }
    return vote.signed(time, Bytes.wrap(key.sign(vote.signBytes(ID)))).toCommitSig();
  }
}
