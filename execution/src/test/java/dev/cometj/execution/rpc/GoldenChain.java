package dev.cometj.execution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.StateCodec;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.Stores;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chain that v0.38.26 was asked about, in our stores; `rpcgolden chain` of the integration tests wrote the file.
record GoldenChain(JsonNode file, Stores stores) {
  static GoldenChain open() throws Exception {
    JsonNode file = read();
    Stores stores = Stores.inMemory();
    StateStore states = stores.states();
    states.save(state(file)).toCompletableFuture().get();
    for (JsonNode height : file.path("heights")) {
      Block block = BlockCodec.decode(bytes(height, "block"));
      Commit seen =
          CommitCodec.fromWire(
              dev.cometj.wire.types.Commit.parseFrom(bytes(height, "seen_commit").toByteArray()));
      stores.blocks().save(block, block.toPartSet(), seen).toCompletableFuture().get();
      states
          .saveResponse(
              block.height(),
              ResponseFinalizeBlock.parseFrom(bytes(height, "response").toByteArray()))
          .toCompletableFuture()
          .get();
      states.save(state(height)).toCompletableFuture().get();
    }
    return new GoldenChain(file, stores);
  }

  private static JsonNode read() throws IOException {
    try (InputStream in = GoldenChain.class.getResourceAsStream("/golden/rpc-chain.json")) {
      JsonNode file = JsonMapper.shared().readTree(in);
      assertThat(file.path("answers")).isNotEmpty();
      return file;
    }
  }

  private static State state(JsonNode holder) throws Exception {
    return StateCodec.fromWire(
        dev.cometj.wire.state.State.parseFrom(bytes(holder, "state").toByteArray()));
  }

  private static Bytes bytes(JsonNode holder, String member) {
    return Bytes.fromHex(holder.path(member).asString());
  }

  GenesisDoc genesis() {
    return GenesisDoc.parse(
        file.path("genesis").asString().getBytes(StandardCharsets.UTF_8), Timestamp.ZERO);
  }

  ChainSources sources() {
    return sources(stores.blocks(), stores.states());
  }

  ChainSources sources(BlockStore blocks, StateStore states) {
    return new ChainSources(
        blocks,
        states,
        Optional.of(new ScriptedApplication()),
        GenesisText.of(genesis()),
        Optional::empty,
        () -> false);
  }
}
