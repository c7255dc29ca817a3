package dev.cometj.chain.params;

import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a chain begins with, as `genesis.json` holds it. Realises `types/genesis.go`.
///
/// Always complete: defaults are filled in when it is read or made.
///
/// @param genesisTime the time of the first block, unless validators voted for a later one
/// @param chainId the chain's name, 1 to 50 bytes
/// @param initialHeight the height of the first block, from 1
/// @param consensusParams the parameters of the first block
/// @param validators the validators of the first height; none if the application names them
/// @param appHash the application's hash before the first block
/// @param appState what the application begins with: JSON, byte for byte as in the file, or empty
public record GenesisDoc(
    Timestamp genesisTime,
    String chainId,
    long initialHeight,
    ConsensusParams consensusParams,
    List<GenesisValidator> validators,
    Bytes appHash,
    Bytes appState) {

  /// Checks the rules of the original's `ValidateAndComplete`.
  ///
  /// @throws GenesisException if one is broken
  public GenesisDoc {
    validators = List.copyOf(validators);
    int nameBytes = chainId.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes == 0 || nameBytes > BlockLimits.MAX_CHAIN_ID_BYTES) {
      throw new GenesisException(
          "chain_id has %d bytes: name the chain with 1 to %d bytes"
              .formatted(nameBytes, BlockLimits.MAX_CHAIN_ID_BYTES));
    }
    if (initialHeight < 1) {
      throw new GenesisException(
          "initial_height = " + initialHeight + ": write \"1\" or a later height");
    }
    try {
      consensusParams.validate();
    } catch (InvalidChainDataException e) {
      throw new GenesisException("consensus_params." + e.getMessage(), e);
    }
    for (int i = 0; i < validators.size(); i++) {
      if (validators.get(i).power() < 1) {
        throw new GenesisException(
            "validators[%d].power = %d: give the validator a power of \"1\" or more, or leave it out"
                .formatted(i, validators.get(i).power()));
      }
    }
  }

  /// Reads a document.
  ///
  /// @param json the document's bytes; kept for the application's state
  /// @param now the time of the genesis if the document names none
  /// @return the complete document
  /// @throws GenesisException if it is no JSON, or a value is not as it must be
  public static GenesisDoc parse(byte[] json, Timestamp now) {
    return GenesisReader.read(json, now);
  }

  /// Reads a file.
  ///
  /// @param file the file
  /// @param now the time of the genesis if the document names none
  /// @return the complete document
  /// @throws GenesisException if it cannot be read, is no JSON, or a value is not as it must be; the message begins with
  ///     the file
  public static GenesisDoc read(Path file, Timestamp now) {
    byte[] json;
    try {
      json = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new GenesisException(
          file + ": cannot be read (" + e.getClass().getSimpleName() + "): check path and rights",
          e);
    }
    try {
      return parse(json, now);
    } catch (GenesisException e) {
      throw new GenesisException(file + ": " + e.getMessage(), e);
    }
  }

  /// Writes the document as the original writes its file.
  ///
  /// @return JSON in UTF-8, indented by two spaces
  public byte[] toJson() {
    return GenesisWriter.indented(this);
  }

  /// Writes the document as the original's RPC shows it.
  ///
  /// @return JSON in UTF-8, without white space
  public byte[] toCompactJson() {
    return GenesisWriter.compact(this);
  }
}
