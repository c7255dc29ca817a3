package dev.cometj.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ChannelTest {

  @Test
  @DisplayName("unset capacities are those of the original's FillDefaults")
  void defaults() {
    Channel<String> channel = Channel.define(0x7f, "text", new TextCodec()).build();

    assertThat(channel.sendQueueCapacity()).isEqualTo(1);
    assertThat(channel.receiveBufferBytes()).isEqualTo(4096);
    assertThat(channel.maxMessageBytes()).isEqualTo(22020096);
    assertThat(channel.priority()).isEqualTo(1);
    assertThat(channel.isLossy()).isFalse();
    assertThat(channel).hasToString("text(0x7f)");
  }

  @Test
  @DisplayName("an id that is no byte, and a size that is not positive, are refused")
  void refusesNonsense() {
    assertThatThrownBy(() -> Channel.define(256, "text", new TextCodec()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Channel.define(1, "text", new TextCodec()).priority(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class TextCodec implements MessageCodec<String> {
    @Override
    public byte[] encode(String message) {
      return message.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Decoded<String> decode(ByteBuffer bytes) {
      return new Decoded.Message<>(StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public String typeLabel(String message) {
      return "text";
    }
  }
}
