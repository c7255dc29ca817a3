package dev.cometj.chain.params;

import dev.cometj.chain.json.JsonLayout;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ParamsJson;
import dev.cometj.chain.json.ValidatorJson;
import java.nio.charset.StandardCharsets;

/// Writes a genesis document as Go's JSON encoder does, so that both write the same file.
final class GenesisWriter {

  private GenesisWriter() {}

  static byte[] indented(GenesisDoc doc) {
    return JsonLayout.indent(json(doc));
  }

  static byte[] compact(GenesisDoc doc) {
    return JsonLayout.compact(json(doc));
  }

  private static byte[] json(GenesisDoc doc) {
    return JsonObject.of(
            out -> {
              out.time("genesis_time", doc.genesisTime())
                  .text("chain_id", doc.chainId())
                  .quoted("initial_height", doc.initialHeight())
                  .object(
                      "consensus_params",
                      params -> ParamsJson.write(params, doc.consensusParams()));
              if (!doc.validators().isEmpty()) {
                out.array("validators", doc.validators(), GenesisWriter::validator);
              }
              out.hex("app_hash", doc.appHash());
              if (!doc.appState().isEmpty()) {
                out.raw(
                    "app_state", new String(doc.appState().toByteArray(), StandardCharsets.UTF_8));
              }
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void validator(JsonObject out, GenesisValidator validator) {
    out.hex("address", validator.address());
    ValidatorJson.key(out, "pub_key", validator.publicKey());
    out.quoted("power", validator.power()).text("name", validator.name());
  }
}
