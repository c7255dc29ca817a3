package dev.cometj.chain.json;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a light block: the parts first, so that what is wrong with them together is told apart from their form.
final class LightBlockReader {
  private @Nullable Header header;
  private @Nullable Commit commit;
  private List<Validator> validators = List.of();
  private @Nullable Validator proposer;

  private LightBlockReader() {}

  static @Nullable LightBlockReader read(JsonCursor in) {
    if (in.isNull()) {
      return null;
    }
    LightBlockReader reader = new LightBlockReader();
    in.object(name -> {
      switch (name) {
        case "signed_header" ->
            in.object(part -> {
              switch (part) {
                case "header" -> reader.header = in.isNull() ? null : BlockReader.header(in);
                case "commit" -> reader.commit = in.isNull() ? null : BlockReader.commit(in);
                default -> in.skip();
              }
            });
        case "validator_set" -> in.object(part -> reader.readSet(in, part));
        default -> in.skip();
      }
    });
    return reader;
  }

  private void readSet(JsonCursor in, String part) {
    switch (part) {
      case "validators" -> {
        List<Validator> read = new ArrayList<>();
        in.array(() -> read.add(validator(in)));
        validators = read;
      }
      case "proposer" -> proposer = in.isNull() ? null : validator(in);
      default -> in.skip();
    }
  }

  LightBlock block() throws InvalidChainDataException {
    if (header == null) {
      throw EvidenceReader.missing("header");
    }
    if (commit == null) {
      throw EvidenceReader.missing("commit");
    }
    if (proposer == null) {
      throw EvidenceReader.missing("proposer");
    }
    return new LightBlock(
        new SignedHeader(header, commit), ValidatorSet.decoded(validators, proposer));
  }

  static Validator validator(JsonCursor in) {
    var member =
        new Object() {
          Bytes address = Bytes.EMPTY;
          @Nullable PublicKey key;
          long power;
          long priority;
        };
    in.object(name -> {
      switch (name) {
        case "address" -> member.address = in.hex();
        case "pub_key" -> member.key = key(in);
        case "voting_power" -> member.power = in.number();
        case "proposer_priority" -> member.priority = in.number();
        default -> in.skip();
      }
    });
    if (member.key == null) {
      throw new EvidenceReader.UnknownValue(
          ChainRule.MISSING_MEMBER, "validator does not have a public key");
    }
    Validator validator = Validator.of(member.key, member.power, member.priority);
    if (!validator.address().equals(member.address)) {
      throw new EvidenceReader.UnknownValue(
          ChainRule.ADDRESS, "validator address is incorrectly derived from pubkey");
    }
    return validator;
  }

  private static @Nullable PublicKey key(JsonCursor in) {
    if (in.isNull()) {
      return null;
    }
    var member =
        new Object() {
          String type = "";
          Bytes value = Bytes.EMPTY;
        };
    in.object(name -> {
      switch (name) {
        case "type" -> member.type = in.text();
        case "value" -> member.value = in.base64();
        default -> in.skip();
      }
    });
    try {
      return KeyNames.key(member.type, member.value.toByteArray());
    } catch (IllegalArgumentException e) {
      throw in.fault("is none: " + e.getMessage());
    }
  }
}
