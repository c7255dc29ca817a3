package dev.cometj.execution.block;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Data;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.validators.Validator;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.Misbehavior;
import dev.cometj.wire.abci.MisbehaviorType;
import java.util.ArrayList;
import java.util.List;

/// Values of the chain as the application gets them. Realises `types/protobuf.go` and the `ABCI` methods of
/// `types/evidence.go`.
final class AbciValues {
  private AbciValues() {}

  static ByteString wire(Bytes bytes) {
    return ByteString.copyFrom(bytes.toByteBuffer());
  }

  static Bytes bytes(ByteString wire) {
    return Bytes.wrap(wire.toByteArray());
  }

  static com.google.protobuf.Timestamp wire(Timestamp time) {
    return com.google.protobuf.Timestamp.newBuilder()
        .setSeconds(time.seconds())
        .setNanos(time.nanos())
        .build();
  }

  static List<ByteString> wire(Data data) {
    List<ByteString> wire = new ArrayList<>(data.txs().size());
    for (Tx tx : data.txs()) {
      wire.add(wire(tx.bytes()));
    }
    return wire;
  }

  static List<Tx> txs(List<ByteString> wire) {
    return wire.stream().map(content -> new Tx(bytes(content))).toList();
  }

  static dev.cometj.wire.abci.Validator wire(Validator validator) {
    return validator(validator.address(), validator.votingPower());
  }

  private static dev.cometj.wire.abci.Validator validator(Bytes address, long power) {
    return dev.cometj.wire.abci.Validator.newBuilder()
        .setAddress(wire(address))
        .setPower(power)
        .build();
  }

  /// Who misbehaved, by a block's evidence: one entry for a double vote, and one for each validator that attacked light
  /// clients.
  static List<Misbehavior> misbehavior(EvidenceList evidence) {
    List<Misbehavior> all = new ArrayList<>();
    for (Evidence piece : evidence.pieces()) {
      switch (piece) {
        case DuplicateVoteEvidence twice ->
            all.add(
                misbehavior(
                    MisbehaviorType.DUPLICATE_VOTE,
                    validator(twice.voteA().validatorAddress(), twice.validatorPower()),
                    twice,
                    twice.totalVotingPower()));
        case LightClientAttackEvidence attack -> {
          for (Validator attacker : attack.byzantineValidators()) {
            all.add(
                misbehavior(
                    MisbehaviorType.LIGHT_CLIENT_ATTACK,
                    wire(attacker),
                    attack,
                    attack.totalVotingPower()));
          }
        }
      }
    }
    return all;
  }

  private static Misbehavior misbehavior(
      MisbehaviorType type,
      dev.cometj.wire.abci.Validator validator,
      Evidence evidence,
      long totalVotingPower) {
    return Misbehavior.newBuilder()
        .setType(type)
        .setValidator(validator)
        .setHeight(evidence.height())
        .setTime(wire(evidence.time()))
        .setTotalVotingPower(totalVotingPower)
        .build();
  }
}
