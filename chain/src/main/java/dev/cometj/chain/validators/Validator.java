package dev.cometj.chain.validators;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One that may vote, with the weight of its vote and its place in the queue of proposers.
///
/// Immutable and safe for any thread; equal if key, power and priority are. Realises `types/validator.go`.
public final class Validator {

  private final PublicKey publicKey;
  private final Bytes address;
  private final long votingPower;
  private final long proposerPriority;

  private Validator(PublicKey publicKey, Bytes address, long votingPower, long proposerPriority) {
    this.publicKey = publicKey;
    this.address = address;
    this.votingPower = votingPower;
    this.proposerPriority = proposerPriority;
  }

  /// Makes a validator that has not waited yet.
  ///
  /// @param publicKey the key, which gives the address
  /// @param votingPower the weight; in a list of changes 0 removes the validator
  /// @return the validator with priority 0
  public static Validator of(PublicKey publicKey, long votingPower) {
    return of(publicKey, votingPower, 0);
  }

  /// Makes a validator as it was stored or received.
  ///
  /// @param publicKey the key, which gives the address
  /// @param votingPower the weight
  /// @param proposerPriority the priority
  /// @return the validator, which was not checked
  public static Validator of(PublicKey publicKey, long votingPower, long proposerPriority) {
    return new Validator(publicKey, Bytes.wrap(publicKey.address()), votingPower, proposerPriority);
  }

  /// The key that verifies the validator's votes.
  ///
  /// @return the key
  public PublicKey publicKey() {
    return publicKey;
  }

  /// The address, which the key gives.
  ///
  /// @return 20 bytes
  public Bytes address() {
    return address;
  }

  /// The weight of the validator's vote.
  ///
  /// @return from 0 to [ValidatorSet#MAX_TOTAL_VOTING_POWER] in a valid set
  public long votingPower() {
    return votingPower;
  }

  /// The place in the queue of proposers: the highest is next.
  ///
  /// @return any number
  public long proposerPriority() {
    return proposerPriority;
  }

  /// The same validator with another priority.
  ///
  /// @param priority the priority
  /// @return that validator
  public Validator withPriority(long priority) {
    return priority == proposerPriority
        ? this
        : new Validator(publicKey, address, votingPower, priority);
  }

  /// Whether this one is before another in the queue of proposers: by the higher priority, then by the lower address.
  boolean isBefore(Validator other) {
    return proposerPriority == other.proposerPriority
        ? address.compareTo(other.address) < 0
        : proposerPriority > other.proposerPriority;
  }

  /// Writes the `SimpleValidator` that is hashed: key and power.
  void writeLeafTo(ProtoWriter out) {
    out.varint(2, votingPower);
    int mark = out.size();
    out.entry(keyField(), Bytes.wrap(publicKey.bytes()));
    out.message(1, mark);
  }

  private int keyField() {
    return switch (publicKey) {
      case Ed25519PublicKey _ -> 1;
      case Secp256k1PublicKey _ -> 2;
      case MlDsa65PublicKey _ -> 4;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Validator that
        && votingPower == that.votingPower
        && proposerPriority == that.proposerPriority
        && publicKey.equals(that.publicKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, votingPower, proposerPriority);
  }

  @Override
  public String toString() {
    return "Validator[" + address + " power " + votingPower + " priority " + proposerPriority + "]";
  }
}
