package dev.cometj.chain.params;

import dev.cometj.chain.Timestamp;
import dev.cometj.chain.json.JsonCursor;
import dev.cometj.chain.json.KeyNames;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads a genesis document. Unknown members are passed over, of a member that occurs again the last one counts, and
/// null stands for what is missing, as in the original.
final class GenesisReader {

  private @Nullable Timestamp genesisTime;
  private String chainId = "";
  private long initialHeight;
  private @Nullable ConsensusParams consensusParams;
  private List<GenesisValidator> validators = List.of();
  private Bytes appHash = Bytes.EMPTY;
  private Bytes appState = Bytes.EMPTY;

  private final JsonCursor in;

  private GenesisReader(JsonCursor in) {
    this.in = in;
  }

  static GenesisDoc read(byte[] json, Timestamp now) {
    try (JsonCursor in = new JsonCursor(json, GenesisException::new)) {
      return new GenesisReader(in).readDoc(now);
    } catch (JacksonException e) {
      throw new GenesisException(
          "is no JSON: %s at line %d, column %d"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()),
          e);
    }
  }

  private GenesisDoc readDoc(Timestamp now) {
    in.begin();
    in.object(this::readMember);
    in.end();
    Timestamp time = genesisTime == null || genesisTime.isZero() ? now : genesisTime;
    return new GenesisDoc(
        time,
        chainId,
        initialHeight == 0 ? 1 : initialHeight,
        consensusParams == null ? ConsensusParams.DEFAULT : consensusParams,
        validators,
        appHash,
        appState);
  }

  private void readMember(String name) {
    switch (name) {
      case "genesis_time" -> genesisTime = in.isNull() ? null : in.time();
      case "chain_id" -> chainId = in.text();
      case "initial_height" -> initialHeight = in.number();
      case "consensus_params" -> consensusParams = in.isNull() ? null : new Params().read();
      case "validators" -> {
        List<GenesisValidator> read = new ArrayList<>();
        in.array(() -> read.add(readValidator()));
        validators = read;
      }
      case "app_hash" -> appHash = in.hex();
      case "app_state" -> appState = in.raw();
      default -> in.skip();
    }
  }

  private GenesisValidator readValidator() {
    var member =
        new Object() {
          Bytes address = Bytes.EMPTY;
          @Nullable PublicKey key;
          long power;
          String label = "";
        };
    in.object(name -> {
      switch (name) {
        case "address" -> member.address = in.hex();
        case "pub_key" -> member.key = readKey();
        case "power" -> member.power = in.number();
        case "name" -> member.label = in.text();
        default -> in.skip();
      }
    });
    PublicKey key = member.key;
    if (key == null) {
      throw in.fault("pub_key is missing: give the validator's public key");
    }
    Bytes address = Bytes.wrap(key.address());
    if (!member.address.isEmpty() && !member.address.equals(address)) {
      throw in.fault(
          "address = %s is not that of pub_key: write %s or leave it empty"
              .formatted(member.address, address));
    }
    return new GenesisValidator(key, member.power, member.label);
  }

  private @Nullable PublicKey readKey() {
    if (in.isNull()) {
      return null;
    }
    var member =
        new Object() {
          String type = "";
          String value = "";
        };
    in.object(name -> {
      switch (name) {
        case "type" -> member.type = in.text();
        case "value" -> member.value = in.text();
        default -> in.skip();
      }
    });
    try {
      return KeyNames.key(member.type, Base64.getDecoder().decode(member.value));
    } catch (IllegalArgumentException e) {
      throw in.fault("is none: " + e.getMessage());
    }
  }

  /// The groups of parameters; what is missing is zero and found by their own rules.
  private final class Params {

    private long maxBytes;
    private long maxGas;
    private long maxAgeNumBlocks;
    private long maxAgeNanos;
    private long maxEvidenceBytes;
    private List<String> keyTypes = List.of();
    private long app;
    private long extensionsHeight;

    ConsensusParams read() {
      in.object(group -> {
        switch (group) {
          case "block", "evidence", "validator", "version", "abci" ->
              in.object(name -> readMember(group + '.' + name));
          default -> in.skip();
        }
      });
      return new ConsensusParams(
          new BlockParams(maxBytes, maxGas),
          new EvidenceParams(maxAgeNumBlocks, Duration.ofNanos(maxAgeNanos), maxEvidenceBytes),
          new ValidatorParams(keyTypes),
          new VersionParams(app),
          new AbciParams(extensionsHeight));
    }

    private void readMember(String name) {
      switch (name) {
        case "block.max_bytes" -> maxBytes = in.number();
        case "block.max_gas" -> maxGas = in.number();
        case "evidence.max_age_num_blocks" -> maxAgeNumBlocks = in.number();
        case "evidence.max_age_duration" -> maxAgeNanos = in.number();
        case "evidence.max_bytes" -> maxEvidenceBytes = in.number();
        case "validator.pub_key_types" -> {
          List<String> types = new ArrayList<>();
          in.array(() -> types.add(in.text()));
          keyTypes = types;
        }
        case "version.app" -> app = in.unsignedNumber();
        case "abci.vote_extensions_enable_height" -> extensionsHeight = in.number();
        default -> in.skip();
      }
    }
  }
}
