package dev.cometj.chain.params;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.VectorFile;
import dev.cometj.chain.Verdict;
import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConsensusParamsVectorTest {

  @TestFactory
  Stream<DynamicTest> consensusParams() {
    return VectorFile.open("types.json")
        .tests(
            "consensusParams",
            vector -> {
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.ConsensusParams.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              ConsensusParams params = ParamsCodec.fromWire(wire);
              assertThat(Bytes.wrap(ParamsCodec.toWire(params).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              assertThat(params.hash()).isEqualTo(bytes(vector, "hash"));
              assertThat(Sha256.hash(bytes(vector, "hashedParams"))).isEqualTo(params.hash());
              assertThat(Verdict.of(params::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              assertThat(ConsensusParams.DEFAULT.updated(ParamsCodec.updateFromWire(wire)))
                  .isEqualTo(params);
            });
  }
}
