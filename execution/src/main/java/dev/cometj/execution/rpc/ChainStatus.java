package dev.cometj.execution.rpc;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ValidatorJson;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import java.util.Optional;

/// What `/status` tells of the chain; `rpc/core/status.go`.
final class ChainStatus {
  private ChainStatus() {}

  static String syncInfo(ChainSources chain) {
    long height = chain.blocks().height();
    Optional<BlockMeta> latest = height == 0 ? Optional.empty() : chain.blocks().meta(height);
    Optional<BlockMeta> earliest = chain.blocks().baseMeta();
    return JsonObject.of(out -> {
      write(out, "latest", latest, height);
      write(out, "earliest", earliest, earliest.map(meta -> meta.header().height()).orElse(0L));
      out.flag("catching_up", chain.isCatchingUp().getAsBoolean());
    });
  }

  private static void write(JsonObject out, String which, Optional<BlockMeta> meta, long height) {
    out.hex(which + "_block_hash", meta.map(here -> here.blockId().hash()).orElse(Bytes.EMPTY))
        .hex(which + "_app_hash", meta.map(here -> here.header().appHash()).orElse(Bytes.EMPTY))
        .quoted(which + "_block_height", height)
        .time(
            which + "_block_time", meta.map(here -> here.header().time()).orElse(Timestamp.EPOCH));
  }

  /// Nothing if the key is not known: who asks knows better then.
  static Optional<String> validatorInfo(ChainSources chain) {
    return chain.validatorKey().get().map(key -> validatorInfo(chain, key));
  }

  private static String validatorInfo(ChainSources chain, PublicKey key) {
    Bytes address = Bytes.wrap(key.address());
    long power =
        chain
            .states()
            .voters(chain.lastUncommittedHeight())
            .flatMap(set -> find(set, address))
            .map(Validator::votingPower)
            .orElse(0L);
    return JsonObject.of(out -> {
      out.hex("address", address);
      ValidatorJson.key(out, "pub_key", key);
      out.quoted("voting_power", power);
    });
  }

  private static Optional<Validator> find(ValidatorSet set, Bytes address) {
    int index = set.indexOf(address);
    return index < 0 ? Optional.empty() : Optional.of(set.get(index));
  }
}
