package dev.cometj.reactor.mempool.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.P2pException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Short ids of peers")
final class SenderIdsTest {
  private final SenderIds ids = new SenderIds();

  @Test
  @DisplayName("PM-01 ids begin with 1; 0 is nobody's and counts as taken")
  void first() {
    assertThat((int) ids.reserve()).isEqualTo(1);
    assertThat((int) ids.reserve()).isEqualTo(2);
    assertThat(ids.count()).isEqualTo(3);
  }

  @Test
  @DisplayName("PM-02 an id that is given back is used again, after all others")
  void reclaimed() {
    char one = ids.reserve();
    ids.reclaim(one);
    assertThat(ids.count()).isEqualTo(1);
    assertThat((int) ids.reserve()).isEqualTo(2);
    for (int i = 3; i <= 65_535; i++) {
      char next = ids.reserve();
      assertThat((int) next).isEqualTo(i);
      ids.reclaim(next);
    }
    assertThat((int) ids.reserve()).isEqualTo(1);
  }

  @Test
  @DisplayName("PM-03 65,534 peers have ids at once, and one more does not")
  void exhausted() {
    for (int i = 0; i < 65_534; i++) {
      var _ = ids.reserve();
    }
    assertThatThrownBy(ids::reserve).isInstanceOf(P2pException.class);
    ids.reclaim((char) 77);
    ids.reclaim((char) 78);
    assertThat((int) ids.reserve()).isEqualTo(65_535);
    assertThat((int) ids.reserve()).isEqualTo(77);
  }
}
