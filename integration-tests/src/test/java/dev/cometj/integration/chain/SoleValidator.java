package dev.cometj.integration.chain;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A chain with one validator who decides alone, so that every run of it has the same blocks. From time to time another
/// one comes, who never votes, and goes.
final class SoleValidator {
  static final String CHAIN = "sole-validator";
  private static final Timestamp START = new Timestamp(1_700_000_000, 0);
  private static final int LARGE_BYTES = 150_000;

  private final Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(new byte[32]);
  private final Ed25519PrivateKey guest = Ed25519PrivateKey.generate(new Random(3));

  Bytes address() {
    return Bytes.wrap(key.publicKey().address());
  }

  GenesisDoc genesis() {
    return new GenesisDoc(
        START,
        CHAIN,
        1,
        ConsensusParams.DEFAULT,
        List.of(new GenesisValidator(key.publicKey(), 10, "")),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  /// The transactions of a block: values, now and then a large one, and the guest.
  List<String> txs(long height) {
    Stream<String> values =
        Stream.of("count=" + height, "key" + height % 100 + "=" + "v".repeat((int) (height % 50)));
    String text = Base64.getEncoder().encodeToString(guest.publicKey().bytes());
    Stream<String> more =
        switch ((int) (height % 10)) {
          case 2, 8 -> Stream.of("large=" + "x".repeat(LARGE_BYTES));
          case 3 -> Stream.of("val=ed25519!" + text + "!1");
          case 7 -> Stream.of("val=ed25519!" + text + "!0");
          default -> Stream.of();
        };
    return Stream.concat(values, more).toList();
  }

  static Bytes bytes(String tx) {
    return Bytes.wrap(tx.getBytes(StandardCharsets.UTF_8));
  }

  /// Decides on a block.
  Commit commit(Block block, ValidatorSet validators) {
    BlockId blockId = new BlockId(block.hash(), block.toPartSet().header());
    List<CommitSig> entries = new ArrayList<>();
    for (int i = 0; i < validators.size(); i++) {
      Validator validator = validators.get(i);
      entries.add(
          validator.address().equals(address()) ? sign(block, blockId, i) : CommitSig.ABSENT);
    }
    return new Commit(block.height(), 0, blockId, entries);
  }

  private CommitSig sign(Block block, BlockId blockId, int index) {
    Timestamp time = START.plus(Duration.ofSeconds(block.height()));
    Vote vote =
        new Vote(
            SignedMsgType.PRECOMMIT,
            block.height(),
            0,
            blockId,
            time,
            address(),
            index,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    return vote.signed(time, Bytes.wrap(key.sign(vote.signBytes(CHAIN)))).toCommitSig();
  }
}
