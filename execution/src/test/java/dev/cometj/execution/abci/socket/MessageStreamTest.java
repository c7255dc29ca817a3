package dev.cometj.execution.abci.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.wire.abci.Request;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private static MessageStream<Request> of(String hex) {
    return TestStreams.reading(
        HexFormat.of().parseHex(hex), UntrustedDecoder.of(Request.getDefaultInstance()));
  }

  @Test
  void anEndBetweenMessagesIsNoFault() throws Exception {
    MessageStream<Request> stream = of("021200");
    assertThat(stream.read().orElseThrow().hasFlush()).isTrue();
    assertThat(stream.read()).isEmpty();
  }

  @Test
  void anEndWithinAMessageIsAFault() {
    assertThatThrownBy(() -> of("0212").read()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> of("82").read()).isInstanceOf(EOFException.class);
  }

  @Test
  void aLengthMayHaveMoreBytesThanItNeeds() throws Exception {
    assertThat(of("8280001200").read().orElseThrow().hasFlush()).isTrue();
  }

  @Test
  void aClaimedLengthTakesNoMemory() {
    assertThatThrownBy(() -> of("f0ffffff0700").read()).isInstanceOf(EOFException.class);
  }

  @Test
  void aLengthOverTheLimitIsRefused() {
    assertThatThrownBy(() -> of("ffffffffffffffffff01").read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("over the limit");
    assertThatThrownBy(() -> of("8080808010").read()).hasMessageContaining("over the limit");
    assertThatThrownBy(() -> of("ffffffffffffffffffffff").read()).hasMessageContaining("no varint");
  }

  @Test
  void bytesThatAreNoMessageAreRefused() {
    assertThatThrownBy(() -> of("0107").read()).isInstanceOf(MalformedMessageException.class);
  }
}
