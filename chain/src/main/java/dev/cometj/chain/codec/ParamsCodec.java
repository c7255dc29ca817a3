package dev.cometj.chain.codec;

import com.google.protobuf.ByteString;
import dev.cometj.chain.params.AbciParams;
import dev.cometj.chain.params.BlockParams;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.ConsensusParamsUpdate;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.params.ValidatorParams;
import dev.cometj.chain.params.VersionParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Consensus parameters and what an application changes about them.
public final class ParamsCodec {

  private ParamsCodec() {}

  /// Makes the message of parameters.
  ///
  /// @param params the parameters
  /// @return the message, with every group
  public static dev.cometj.wire.types.ConsensusParams toWire(ConsensusParams params) {
    return toWire(
        new ConsensusParamsUpdate(
            params.block(),
            params.evidence(),
            params.validator(),
            params.version(),
            params.abci()));
  }

  /// Makes the message of a change.
  ///
  /// @param update the change
  /// @return the message, with the groups that change
  public static dev.cometj.wire.types.ConsensusParams toWire(ConsensusParamsUpdate update) {
    var wire = dev.cometj.wire.types.ConsensusParams.newBuilder();
    BlockParams block = update.block();
    if (block != null) {
      wire.getBlockBuilder().setMaxBytes(block.maxBytes()).setMaxGas(block.maxGas());
    }
    EvidenceParams evidence = update.evidence();
    if (evidence != null) {
      wire.getEvidenceBuilder()
          .setMaxAgeNumBlocks(evidence.maxAgeNumBlocks())
          .setMaxAgeDuration(wire(evidence.maxAgeDuration()))
          .setMaxBytes(evidence.maxBytes());
    }
    ValidatorParams validator = update.validator();
    if (validator != null) {
      var types = wire.getValidatorBuilder();
      validator
          .publicKeyTypes()
          .forEach(type -> types.addPubKeyTypesBytes(WireValues.wireText(type)));
    }
    VersionParams version = update.version();
    if (version != null) {
      wire.getVersionBuilder().setApp(version.app());
    }
    AbciParams abci = update.abci();
    if (abci != null) {
      wire.getAbciBuilder().setVoteExtensionsEnableHeight(abci.voteExtensionsEnableHeight());
    }
    return wire.build();
  }

  private static com.google.protobuf.Duration wire(Duration duration) {
    // The seconds and the nanoseconds of a protobuf duration have the same sign.
    long nanos = duration.toNanos();
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(nanos / 1_000_000_000)
        .setNanos((int) (nanos % 1_000_000_000))
        .build();
  }

  /// Reads parameters of which every group is there; a group that is missing is zero, as in the original, and does not
  /// pass [ConsensusParams#validate()].
  ///
  /// @param wire the message
  /// @return the parameters, which were not checked
  public static ConsensusParams fromWire(dev.cometj.wire.types.ConsensusParams wire) {
    return new ConsensusParams(
        block(wire), evidence(wire), validator(wire), version(wire), abci(wire));
  }

  /// Reads a change.
  ///
  /// @param wire the message
  /// @return the change, which was not checked
  public static ConsensusParamsUpdate updateFromWire(dev.cometj.wire.types.ConsensusParams wire) {
    return new ConsensusParamsUpdate(
        wire.hasBlock() ? block(wire) : null,
        wire.hasEvidence() ? evidence(wire) : null,
        wire.hasValidator() ? validator(wire) : null,
        wire.hasVersion() ? version(wire) : null,
        wire.hasAbci() ? abci(wire) : null);
  }

  private static BlockParams block(dev.cometj.wire.types.ConsensusParams wire) {
    return new BlockParams(wire.getBlock().getMaxBytes(), wire.getBlock().getMaxGas());
  }

  private static EvidenceParams evidence(dev.cometj.wire.types.ConsensusParams wire) {
    var evidence = wire.getEvidence();
    var age = evidence.getMaxAgeDuration();
    return new EvidenceParams(
        evidence.getMaxAgeNumBlocks(),
        Duration.ofSeconds(age.getSeconds(), age.getNanos()),
        evidence.getMaxBytes());
  }

  private static ValidatorParams validator(dev.cometj.wire.types.ConsensusParams wire) {
    List<String> types = new ArrayList<>();
    for (ByteString type : wire.getValidator().getPubKeyTypesList().asByteStringList()) {
      types.add(WireValues.text(type));
    }
    return new ValidatorParams(types);
  }

  private static VersionParams version(dev.cometj.wire.types.ConsensusParams wire) {
    return new VersionParams(wire.getVersion().getApp());
  }

  private static AbciParams abci(dev.cometj.wire.types.ConsensusParams wire) {
    return new AbciParams(wire.getAbci().getVoteExtensionsEnableHeight());
  }
}
