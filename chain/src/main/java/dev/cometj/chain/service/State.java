package dev.cometj.chain.service;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;

/// What a node must know after a block to check and make the next one. Realises `state/state.go`.
///
/// Immutable and safe for any thread; equal if every member is.
///
/// @param version the versions that the next block states
/// @param software the software that made this state, for whoever looks at the database
/// @param chainId the chain's name
/// @param initialHeight the height of the chain's first block, from 1
/// @param lastBlockHeight the height of the last block; 0 before the first
/// @param lastBlockId the last block; [BlockId#NIL] before the first
/// @param lastBlockTime the time of the last block; that of the genesis before the first
/// @param nextValidators who votes on the block after the next
/// @param validators who votes on the next block
/// @param lastValidators who voted on the last block; none before the first
/// @param lastHeightValidatorsChanged the first height of `nextValidators`, as far as known: two after the block that
///     changed them
/// @param consensusParams the parameters of the next block
/// @param lastHeightConsensusParamsChanged the first height of these parameters
/// @param lastResultsHash the Merkle root of the last block's results; empty before the first
/// @param appHash the application's hash after the last block
public record State(
    BlockVersion version,
    String software,
    String chainId,
    long initialHeight,
    long lastBlockHeight,
    BlockId lastBlockId,
    Timestamp lastBlockTime,
    ValidatorSet nextValidators,
    ValidatorSet validators,
    ValidatorSet lastValidators,
    long lastHeightValidatorsChanged,
    ConsensusParams consensusParams,
    long lastHeightConsensusParamsChanged,
    Bytes lastResultsHash,
    Bytes appHash) {

  /// The release of the original whose rules these are; states name it.
  public static final String SOFTWARE = "0.38.26";

  /// Makes the state before the first block (`MakeGenesisState`). The application's version is 0 until the application
  /// tells it.
  ///
  /// @param genesis the document
  /// @return the state
  /// @throws InvalidChainDataException if the document's validators make no set: two have the same key, or their powers
  ///     are too large together
  public static State ofGenesis(GenesisDoc genesis) throws InvalidChainDataException {
    List<Validator> first = new ArrayList<>(genesis.validators().size());
    for (GenesisValidator validator : genesis.validators()) {
      first.add(Validator.of(validator.publicKey(), validator.power()));
    }
    ValidatorSet validators = ValidatorSet.of(first);
    return new State(
        BlockVersion.of(0),
        SOFTWARE,
        genesis.chainId(),
        genesis.initialHeight(),
        0,
        BlockId.NIL,
        genesis.genesisTime(),
        validators.isEmpty() ? validators : validators.advanced(1),
        validators,
        ValidatorSet.EMPTY,
        genesis.initialHeight(),
        genesis.consensusParams(),
        genesis.initialHeight(),
        Bytes.EMPTY,
        genesis.appHash());
  }

  /// The height of the block that comes next.
  ///
  /// @return the initial height before the first block, else one more than the last
  public long nextHeight() {
    return lastBlockHeight == 0 ? initialHeight : lastBlockHeight + 1;
  }

  /// This state with another hash of the application.
  ///
  /// @param hash the hash
  /// @return the changed state
  public State withAppHash(Bytes hash) {
    return with(version, validators, nextValidators, consensusParams, lastResultsHash, hash);
  }

  /// This state with the version that the application tells.
  ///
  /// @param app the application's version, an unsigned 64-bit number
  /// @return the changed state
  public State withAppVersion(long app) {
    return with(
        new BlockVersion(version.block(), app),
        validators,
        nextValidators,
        consensusParams,
        lastResultsHash,
        appHash);
  }

  /// This state with other parameters of the next block; from which height on they count does not change.
  ///
  /// @param params the parameters
  /// @return the changed state
  public State withConsensusParams(ConsensusParams params) {
    return with(version, validators, nextValidators, params, lastResultsHash, appHash);
  }

  /// This state with the validators that the application names before the first block; the set after is theirs one round
  /// later.
  ///
  /// @param first who votes on the next block, at least one
  /// @return the changed state
  public State withValidators(ValidatorSet first) {
    return with(version, first, first.advanced(1), consensusParams, lastResultsHash, appHash);
  }

  /// This state with another root of the last block's results.
  ///
  /// @param root the Merkle root
  /// @return the changed state
  public State withLastResultsHash(Bytes root) {
    return with(version, validators, nextValidators, consensusParams, root, appHash);
  }

  private State with(
      BlockVersion newVersion,
      ValidatorSet current,
      ValidatorSet next,
      ConsensusParams params,
      Bytes resultsHash,
      Bytes hash) {
    return new State(
        newVersion,
        software,
        chainId,
        initialHeight,
        lastBlockHeight,
        lastBlockId,
        lastBlockTime,
        next,
        current,
        lastValidators,
        lastHeightValidatorsChanged,
        params,
        lastHeightConsensusParamsChanged,
        resultsHash,
        hash);
  }
}
