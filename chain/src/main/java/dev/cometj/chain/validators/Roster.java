package dev.cometj.chain.validators;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all sets have in common that differ only in priorities: where each address is, the total power, the hash.
final class Roster {

  private final Map<Bytes, Integer> places;
  private final long totalPower;
  private final boolean hasOneKeyType;

  /// Computed when first needed; threads that do so at once compute the same.
  private @Nullable Bytes hash;

  private Roster(Map<Bytes, Integer> places, long totalPower, boolean hasOneKeyType) {
    this.places = places;
    this.totalPower = totalPower;
    this.hasOneKeyType = hasOneKeyType;
  }

  /// @throws InvalidChainDataException if a power is negative or the total too large
  static Roster of(List<Validator> validators) throws InvalidChainDataException {
    Map<Bytes, Integer> places = HashMap.newHashMap(validators.size());
    long total = 0;
    boolean hasOneKeyType = true;
    for (int i = 0; i < validators.size(); i++) {
      Validator validator = validators.get(i);
      if (validator.votingPower() < 0) {
        throw new InvalidChainDataException(
            ChainRule.VOTING_POWER, "voting power is " + validator.votingPower());
      }
      // Neither of the two can be so large that the sum overflows.
      if (validator.votingPower() > ValidatorSet.MAX_TOTAL_VOTING_POWER - total) {
        throw new InvalidChainDataException(
            ChainRule.VOTING_POWER,
            "total voting power is more than " + ValidatorSet.MAX_TOTAL_VOTING_POWER);
      }
      total += validator.votingPower();
      hasOneKeyType &=
          validator.publicKey().getClass() == validators.getFirst().publicKey().getClass();
      places.putIfAbsent(validator.address(), i);
    }
    return new Roster(places, total, hasOneKeyType);
  }

  int indexOf(Bytes address) {
    return places.getOrDefault(address, -1);
  }

  long totalPower() {
    return totalPower;
  }

  boolean hasOneKeyType() {
    return hasOneKeyType;
  }

  Bytes hash(List<Validator> validators) {
    Bytes known = hash;
    if (known == null) {
      MerkleHasher hasher = new MerkleHasher(validators.size());
      ProtoWriter leaf = new ProtoWriter(64);
      for (Validator validator : validators) {
        leaf.clear();
        validator.writeLeafTo(leaf);
        hasher.add(leaf.buffer(), leaf.start(), leaf.size());
      }
      known = hasher.root();
      hash = known;
    }
    return known;
  }
}
