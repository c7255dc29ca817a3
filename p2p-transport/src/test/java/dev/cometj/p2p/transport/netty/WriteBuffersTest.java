package dev.cometj.p2p.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteBuffersTest {
  private final WriteBuffers buffers = new WriteBuffers();

  @Test
  void whatIsGivenBackIsTakenAgainAndEmpty() {
    ByteBuf first = buffers.take(3000);
    first.writeZero(3000);
    assertThat(buffers.take(3000)).isNotSameAs(first);
    buffers.giveBack(first);
    ByteBuf again = buffers.take(4000);
    assertThat(again).isSameAs(first);
    assertThat(again.readableBytes()).isZero();
  }

  @Test
  void everySizeFits() {
    for (int bytes = 1; bytes <= WriteBuffers.MOST_BYTES; bytes += 521) {
      ByteBuf buffer = buffers.take(bytes);
      assertThat(buffer.writableBytes()).isBetween(bytes, Math.max(1044, 2 * bytes + 1044));
      buffers.giveBack(buffer);
    }
    assertThat(buffers.take(WriteBuffers.MOST_BYTES)).isNotNull();
    assertThat(buffers.take(WriteBuffers.MOST_BYTES + 1)).isNull();
  }

  @Test
  void thereAreNoMoreThanAFew() {
    Set<ByteBuf> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < WriteBuffers.BUFFERS_OF_A_SIZE; i++) {
      taken.add(buffers.take(WriteBuffers.MOST_BYTES));
    }
    assertThat(taken.size()).isEqualTo(WriteBuffers.BUFFERS_OF_A_SIZE);
    assertThat(buffers.take(WriteBuffers.MOST_BYTES)).isNull();
    assertThat(buffers.take(1)).isNotNull();
    ByteBuf one = taken.iterator().next();
    buffers.giveBack(one);
    assertThat(buffers.take(WriteBuffers.MOST_BYTES)).isSameAs(one);
  }
}
