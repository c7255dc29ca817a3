package dev.cometj.chain.params;

import dev.cometj.crypto.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/// Writes a genesis document as Go's JSON encoder does, so that both write the same file.
final class GenesisWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private GenesisWriter() {}

  static byte[] write(GenesisDoc doc) {
    GenesisWriter writer = new GenesisWriter();
    writer.writeDoc(doc);
    return GoJson.indent(writer.out.toByteArray());
  }

  private void writeDoc(GenesisDoc doc) {
    text("{\"genesis_time\":\"" + doc.genesisTime() + '"');
    text(",\"chain_id\":" + GoJson.quote(doc.chainId()));
    text(",\"initial_height\":\"" + doc.initialHeight() + '"');
    text(",\"consensus_params\":" + params(doc.consensusParams()));
    if (!doc.validators().isEmpty()) {
      text(
          doc.validators().stream()
              .map(GenesisWriter::validator)
              .collect(Collectors.joining(",", ",\"validators\":[", "]")));
    }
    text(",\"app_hash\":\"" + doc.appHash() + '"');
    if (!doc.appState().isEmpty()) {
      text(",\"app_state\":");
      raw(doc.appState());
    }
    text("}");
  }

  /// The parameters as the original's JSON, without white space.
  static String params(ConsensusParams params) {
    String types =
        params.validator().publicKeyTypes().stream()
            .map(GoJson::quote)
            .collect(Collectors.joining(",", "[", "]"));
    return """
    {"block":{"max_bytes":"%d","max_gas":"%d"},"evidence":{"max_age_num_blocks":"%d",\
    "max_age_duration":"%d","max_bytes":"%d"},"validator":{"pub_key_types":%s},\
    "version":{"app":"%s"},"abci":{"vote_extensions_enable_height":"%d"}}\
    """
        .formatted(
            params.block().maxBytes(),
            params.block().maxGas(),
            params.evidence().maxAgeNumBlocks(),
            params.evidence().maxAgeDuration().toNanos(),
            params.evidence().maxBytes(),
            params.validator().publicKeyTypes().isEmpty() ? "null" : types,
            Long.toUnsignedString(params.version().app()),
            params.abci().voteExtensionsEnableHeight());
  }

  private static String validator(GenesisValidator validator) {
    return """
    {"address":"%s","pub_key":{"type":"%s","value":"%s"},"power":"%d","name":%s}\
    """
        .formatted(
            validator.address(),
            KeyNames.nameOf(validator.publicKey()),
            Base64.getEncoder().encodeToString(validator.publicKey().bytes()),
            validator.power(),
            GoJson.quote(validator.name()));
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void raw(Bytes json) {
    out.writeBytes(json.toByteArray());
  }
}
