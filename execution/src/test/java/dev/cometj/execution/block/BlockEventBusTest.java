package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BlockEventBusTest {
  private final BlockEventBus bus = new BlockEventBus();

  private static AppliedBlock block(long height) {
    Header header =
        new Header(
            BlockVersion.of(0),
            "chain",
            height,
            Timestamp.EPOCH,
            BlockId.NIL,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    return new AppliedBlock(
        Block.of(header, Data.EMPTY, EvidenceList.EMPTY, Commit.EMPTY),
        BlockId.NIL,
        ResponseFinalizeBlock.getDefaultInstance(),
        List.of());
  }

  @Test
  @DisplayName("each listener is told of each block from its subscription to its end")
  void subscriptions() {
    List<String> told = new ArrayList<>();
    bus.publish(block(1));
    var first = bus.subscribe(applied -> told.add("a" + applied.block().height()));
    bus.publish(block(2));
    var second = bus.subscribe(applied -> told.add("b" + applied.block().height()));
    bus.publish(block(3));
    first.close();
    first.close();
    bus.publish(block(4));
    second.close();
    bus.publish(block(5));
    assertThat(told).containsExactly("a2", "a3", "b3", "b4");
  }

  @Test
  @DisplayName("a listener that fails keeps nothing from the others")
  void failure() {
    List<Long> told = new ArrayList<>();
    var _ =
        bus.subscribe(_ -> {
          throw new IllegalStateException("broken");
        });
    var _ = bus.subscribe(applied -> told.add(applied.block().height()));
    bus.publish(block(7));
    assertThat(told).containsExactly(7L);
  }
}
