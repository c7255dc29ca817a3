package dev.cometj.execution.block;

import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletionStage;

/// Where an archive finds validators that it does not have: it has no application to tell them. Calls may be made from any
/// thread and return at once.
@FunctionalInterface
public interface ValidatorSource {
  /// Find the validators of a height.
  ///
  /// @param height the height
  /// @param hash their hash, which a verified header states
  /// @return a stage with the set of this hash and no other; it fails with a
  ///     [dev.cometj.chain.service.BlockExecutionException], whose message is one line for the operator, if nobody has it
  CompletionStage<ValidatorSet> find(long height, Bytes hash);
}
