package dev.cometj.crypto.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameOpener;
import dev.cometj.crypto.FrameSealer;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class FrameCipherSearchTest {

  private record Candidate(String name, int rank, boolean isUsable) implements FrameCipherProvider {

    @Override
    public FrameSealer sealer(byte[] key, long firstCounter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FrameOpener opener(byte[] key, long firstCounter) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void prefersTheHighestRankThatIsUsable() {
    assertThat(preferred(new Candidate("slow", 5, true), new Candidate("fast", 9, true)))
        .isEqualTo("fast");
    assertThat(preferred(new Candidate("slow", 5, true), new Candidate("absent", 9, false)))
        .isEqualTo("slow");
    assertThat(preferred(new Candidate("worse", -1, true))).isEqualTo(new JdkFrameCiphers().name());
    assertThat(preferred()).isEqualTo(new JdkFrameCiphers().name());
  }

  @Test
  void leavesOutWhatCannotBeLoaded() {
    Iterator<FrameCipherProvider> good =
        List.<FrameCipherProvider>of(new Candidate("good", 1, true)).iterator();
    Iterator<FrameCipherProvider> candidates =
        new Iterator<>() {
          private boolean broken = true;

          @Override
          public boolean hasNext() {
            return broken || good.hasNext();
          }

          @Override
          public FrameCipherProvider next() {
            if (broken) {
              broken = false;
              throw new ServiceConfigurationError("cannot be loaded");
            }
            return good.next();
          }
        };
    assertThat(FrameCipherSearch.preferred(new JdkFrameCiphers(), candidates).name())
        .isEqualTo("good");
  }

  private static String preferred(FrameCipherProvider... candidates) {
    return FrameCipherSearch.preferred(new JdkFrameCiphers(), List.of(candidates).iterator())
        .name();
  }
}
