package dev.cometj.chain.json;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.validators.Validator;
import dev.cometj.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads evidence. What is missing is zero, as in the original; without votes, a header, a commit or validators there is
/// no evidence.
final class EvidenceReader {
  private final JsonCursor in;

  private EvidenceReader(JsonCursor in) {
    this.in = in;
  }

  static Evidence read(String json) throws InvalidChainDataException {
    try {
      return typed(json.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("evidence is no JSON: " + e.getOriginalMessage(), e);
    } catch (UnknownValue e) {
      throw e.broken();
    }
  }

  /// The kind may come behind the value, so the value is read when both are known.
  private static Evidence typed(byte[] json) throws InvalidChainDataException {
    var member =
        new Object() {
          String type = "";
          Bytes value = Bytes.EMPTY;
        };
    try (JsonCursor in = new JsonCursor(json, EvidenceReader::fault)) {
      in.begin();
      in.object(name -> {
        switch (name) {
          case "type" -> member.type = in.text();
          case "value" -> member.value = in.raw();
          default -> in.skip();
        }
      });
      in.end();
    }
    if (member.type.isEmpty()) {
      throw new IllegalArgumentException("interface type cannot be empty");
    }
    if (member.value.isEmpty()) {
      throw new IllegalArgumentException("interface value cannot be empty");
    }
    try (JsonCursor in = new JsonCursor(member.value.toByteArray(), EvidenceReader::fault)) {
      in.begin();
      EvidenceReader reader = new EvidenceReader(in);
      return switch (member.type) {
        case EvidenceJson.DUPLICATE_VOTE -> reader.duplicateVote();
        case EvidenceJson.LIGHT_CLIENT_ATTACK -> reader.attack();
        default -> throw new IllegalArgumentException("unknown type \"" + member.type + "\"");
      };
    }
  }

  private static RuntimeException fault(String message) {
    return new IllegalArgumentException("evidence: " + message.strip());
  }

  private DuplicateVoteEvidence duplicateVote() throws InvalidChainDataException {
    var member =
        new Object() {
          @Nullable Vote one;
          @Nullable Vote other;
          long total;
          long power;
          Timestamp time = Timestamp.ZERO;
        };
    in.object(name -> {
      switch (name) {
        case "vote_a" -> member.one = vote();
        case "vote_b" -> member.other = vote();
        case "TotalVotingPower" -> member.total = in.number();
        case "ValidatorPower" -> member.power = in.number();
        case "Timestamp" -> member.time = BlockReader.time(in);
        default -> in.skip();
      }
    });
    if (member.one == null || member.other == null) {
      throw missing("one or both of the votes");
    }
    return new DuplicateVoteEvidence(
        member.one, member.other, member.total, member.power, member.time);
  }

  private @Nullable Vote vote() {
    if (in.isNull()) {
      return null;
    }
    var member =
        new Object() {
          int type;
          long height;
          int round;
          BlockId blockId = BlockId.NIL;
          Timestamp time = Timestamp.ZERO;
          Bytes address = Bytes.EMPTY;
          int index;
          Bytes signature = Bytes.EMPTY;
          Bytes extension = Bytes.EMPTY;
          Bytes extensionSignature = Bytes.EMPTY;
        };
    in.object(name -> {
      switch (name) {
        case "type" -> member.type = in.number32(true);
        case "height" -> member.height = in.number();
        case "round" -> member.round = in.number32(true);
        case "block_id" -> member.blockId = BlockReader.blockId(in);
        case "timestamp" -> member.time = BlockReader.time(in);
        case "validator_address" -> member.address = in.hex();
        case "validator_index" -> member.index = in.number32(true);
        case "signature" -> member.signature = in.base64();
        case "extension" -> member.extension = in.base64();
        case "extension_signature" -> member.extensionSignature = in.base64();
        default -> in.skip();
      }
    });
    SignedMsgType type =
        SignedMsgType.of(member.type)
            .orElseThrow(() -> new UnknownValue(ChainRule.TYPE, "invalid vote type"));
    return new Vote(
        type,
        member.height,
        member.round,
        member.blockId,
        member.time,
        member.address,
        member.index,
        member.signature,
        member.extension,
        member.extensionSignature);
  }

  private LightClientAttackEvidence attack() throws InvalidChainDataException {
    var member =
        new Object() {
          @Nullable LightBlockReader block;
          long commonHeight;
          List<Validator> byzantine = List.of();
          long total;
          Timestamp time = Timestamp.ZERO;
        };
    in.object(name -> {
      switch (name) {
        case "ConflictingBlock" -> member.block = LightBlockReader.read(in);
        case "CommonHeight" -> member.commonHeight = in.number();
        case "ByzantineValidators" -> {
          List<Validator> read = new ArrayList<>();
          in.array(() -> read.add(LightBlockReader.validator(in)));
          member.byzantine = read;
        }
        case "TotalVotingPower" -> member.total = in.number();
        case "Timestamp" -> member.time = BlockReader.time(in);
        default -> in.skip();
      }
    });
    if (member.block == null) {
      throw missing("conflicting block");
    }
    LightBlock block = member.block.block();
    return new LightClientAttackEvidence(
        block, member.commonHeight, member.byzantine, member.total, member.time);
  }

  static InvalidChainDataException missing(String what) {
    return new InvalidChainDataException(ChainRule.MISSING_MEMBER, what + " missing");
  }

  /// A value of the right form that stands for nothing, on its way out of the cursor's callbacks.
  static final class UnknownValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ChainRule rule;

    UnknownValue(ChainRule rule, String message) {
      super(message, null, false, false);
      this.rule = rule;
    }

    private InvalidChainDataException broken() {
      return new InvalidChainDataException(rule, String.valueOf(getMessage()));
    }
  }
}
