package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.cometj.chain.service.SigningException;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.signing.FileSigner;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.signer.remote.SignerServer;
import dev.cometj.signer.remote.listen.RemoteSigner;
import dev.cometj.signer.remote.listen.SignerListener;
import dev.cometj.signer.remote.listen.SignerTimes;
import dev.cometj.wire.types.BlockID;
import dev.cometj.wire.types.PartSetHeader;
import dev.cometj.wire.types.SignedMsgType;
import dev.cometj.wire.types.Vote;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Validators whose key is in another process: our signer with the original's node, and the original's signer with our
/// listener.
@Tag("live")
@ExtendWith(Scenarios.class)
class RemoteSignerIT {
  private static String address(String scheme, Scenario scenario) throws Exception {
    if (scheme.equals("unix")) {
      // The path of a socket has room for a hundred letters.
      Path folder = Files.createTempDirectory("signer");
      return "unix://" + folder.resolve("signer.sock");
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.253"))) {
      return "tcp://127.0.0.253:" + socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "unix"})
  @DisplayName("a Go validator makes blocks with the signatures of our signer")
  void aGoValidatorUsesOurSigner(String scheme, Scenario scenario) throws Exception {
    String address = address(scheme, scenario);
    var node = scenario.go(GoVersion.V0_38, "validator");
    Path key = scenario.directory().resolve("signer-key.json");
    Path state = scenario.directory().resolve("signer-state.json");
    Files.move(node.file("config/priv_validator_key.json"), key);
    Files.move(node.file("data/priv_validator_state.json"), state);
    node.config().set("priv_validator_laddr", address);
    try (SystemRuntime runtime = new SystemRuntime();
        SignerServer _ =
            SignerServer.start(
                ProtocolAddress.parse(address),
                Scenario.chainId(node.home()),
                key,
                state,
                runtime)) {
      node.start();
      Await.until(Duration.ofSeconds(40), "there are five blocks", () -> node.rpc().height() >= 5);
    }
    assertThat(Files.readString(state)).contains("\"signbytes\": \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "unix"})
  @DisplayName(
      "our node's side gets signatures and refusals of the Go signer, over pings and a restart")
  void ourListenerUsesAGoSigner(String scheme, Scenario scenario) throws Exception {
    ProtocolAddress address = ProtocolAddress.parse(address(scheme, scenario));
    Path key = scenario.directory().resolve("key.json");
    Path state = scenario.directory().resolve("state.json");
    try (SystemRuntime runtime = new SystemRuntime()) {
      var privateKey = Ed25519PrivateKey.generate(runtime.random("key"));
      FileSigner.create(runtime.disk(), key, state, privateKey);
      try (SignerListener listener =
          SignerListener.start(address, SignerTimes.defaults(), runtime)) {
        var signer = new RemoteSigner(listener, SignerTimes.defaults(), "interop");
        var command =
            List.of(
                Repository.root().resolve("integration-tests/target/go/priv_val_server").toString(),
                "-addr",
                address.toString(),
                "-chain-id",
                "interop",
                "-priv-key",
                key.toString(),
                "-priv-state",
                state.toString());
        var first = scenario.start("signer", command, Map.of());
        assertThat(signer.publicKey()).isEqualTo(privateKey.publicKey());
        Vote signed = signer.signVote("interop", precommit(7));
        assertThat(signed.getExtensionSignature()).isNotEmpty();
        long answers = listener.answers();
        Await.until(
            Duration.ofSeconds(20), "it answers pings", () -> listener.answers() >= answers + 2);
        assertThatThrownBy(() -> signer.signVote("interop", precommit(6)))
            .isInstanceOf(SigningException.class)
            .hasMessageContaining("height regression. Got 6, last height 7");
        first.terminate();
        first.awaitExit(Duration.ofSeconds(10));
        scenario.start("signer-again", command, Map.of());
        assertThat(signer.signVote("interop", precommit(7)).getSignature())
            .isEqualTo(signed.getSignature());
      }
    }
  }

  private static Vote precommit(long height) {
    ByteString hash = ByteString.copyFrom(new byte[32]);
    return Vote.newBuilder()
        .setType(SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT)
        .setHeight(height)
        .setBlockId(
            BlockID.newBuilder()
                .setHash(hash)
                .setPartSetHeader(PartSetHeader.newBuilder().setTotal(1).setHash(hash)))
        .setTimestamp(Timestamp.newBuilder().setSeconds(1_700_000_000L))
        .setValidatorAddress(ByteString.copyFrom(new byte[20]))
        .build();
  }
}
