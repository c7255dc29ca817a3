package dev.cometj.signer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.signing.FileSigner;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.signer.remote.listen.RemoteSigner;
import dev.cometj.signer.remote.listen.RemoteSignerProvider;
import dev.cometj.signer.remote.listen.SignerListener;
import dev.cometj.signer.remote.listen.SignerTimes;
import dev.cometj.signer.remote.serve.DialledNode;
import dev.cometj.wire.types.BlockID;
import dev.cometj.wire.types.PartSetHeader;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.SignedMsgType;
import dev.cometj.wire.types.Vote;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteSigningTest {
  private static final String CHAIN = "remote-chain";
  private static final SignerTimes QUICK =
      new SignerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          3,
          Duration.ofMillis(10));
  private static final SignerTimes IMPATIENT =
      new SignerTimes(
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          2,
          Duration.ofMillis(10));

  @TempDir Path folder;
  private final SystemRuntime runtime = new SystemRuntime();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(new byte[32]);
  private Path keyFile;
  private Path stateFile;

  @BeforeEach
  void makeFiles() {
    keyFile = folder.resolve("key.json");
    stateFile = folder.resolve("state.json");
    FileSigner.create(runtime.disk(), keyFile, stateFile, key);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    runtime.close();
  }

  private RemoteSigner listen(ProtocolAddress address, SignerTimes times) throws IOException {
    SignerListener listener = SignerListener.start(address, times, runtime);
    open.addFirst(listener);
    return new RemoteSigner(listener, times, CHAIN);
  }

  private DialledNode dial(RemoteSigner node) throws IOException {
    return dial(node.listener().address());
  }

  private DialledNode dial(ProtocolAddress address) {
    FileSigner signer = FileSigner.open(runtime.disk(), keyFile, stateFile);
    DialledNode dialled = DialledNode.start(address, CHAIN, signer, runtime);
    open.add(dialled);
    return dialled;
  }

  private static Vote prevote(long height, String chainTime) {
    return Vote.newBuilder()
        .setType(SignedMsgType.SIGNED_MSG_TYPE_PREVOTE)
        .setHeight(height)
        .setBlockId(BlockID.newBuilder().setPartSetHeader(PartSetHeader.getDefaultInstance()))
        .setTimestamp(Timestamp.newBuilder().setSeconds(Long.parseLong(chainTime)))
        .setValidatorAddress(ByteString.copyFrom(new byte[20]))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.3:0", "unix"})
  void signsOverBothKindsOfSockets(String address) throws Exception {
    ProtocolAddress place =
        address.equals("unix")
            ? new ProtocolAddress.Unix(folder.resolve("signer.sock"))
            : ProtocolAddress.parse(address);
    RemoteSigner remote = listen(place, QUICK);
    dial(remote);
    assertThat(remote.publicKey()).isEqualTo(key.publicKey());
    Vote signed = remote.signVote(CHAIN, prevote(5, "100"));
    assertThat(signed.getSignature().size()).isEqualTo(64);
    assertThat(remote.signVote(CHAIN, prevote(5, "200"))).isEqualTo(signed);
    Proposal proposal =
        Proposal.newBuilder()
            .setType(SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL)
            .setHeight(6)
            .setBlockId(prevote(6, "1").getBlockId())
            .setTimestamp(Timestamp.getDefaultInstance())
            .build();
    assertThat(remote.signProposal(CHAIN, proposal).getSignature().size()).isEqualTo(64);
  }

  @Test
  void aRefusalIsNotTriedAgain() throws Exception {
    RemoteSigner remote = listen(ProtocolAddress.parse("tcp://127.0.0.3:0"), QUICK);
    dial(remote);
    var _ = remote.signVote(CHAIN, prevote(5, "100"));
    assertThatThrownBy(() -> remote.signVote(CHAIN, prevote(4, "100")))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .hasMessageContaining("error signing vote: height regression. Got 4, last height 5");
    assertThatThrownBy(() -> remote.signVote("other-chain", prevote(6, "100")))
        .hasMessageContaining("unable to sign vote");
    assertThatThrownBy(new RemoteSigner(remote.listener(), QUICK, "other-chain")::publicKey)
        .hasMessageContaining("unable to provide pubkey");
  }

  @Test
  void aSignerThatIsAwayIsWaitedForAndThenGivenUp() throws Exception {
    RemoteSigner remote = listen(ProtocolAddress.parse("tcp://127.0.0.3:0"), IMPATIENT);
    assertThatThrownBy(remote::publicKey)
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
        .hasMessageContaining("has not connected to tcp://127.0.0.3");
    try (SocketChannel silent = remote.listener().address().connect()) {
      assertThatThrownBy(remote::publicKey).hasMessageContaining("has not connected");
      assertThat(silent.isOpen()).isTrue();
    }
  }

  @Test
  void aSignerThatComesBackIsTakenAgain() throws Exception {
    RemoteSigner remote = listen(ProtocolAddress.parse("tcp://127.0.0.3:0"), QUICK);
    DialledNode first = dial(remote);
    Vote signed = remote.signVote(CHAIN, prevote(5, "100"));
    first.close();
    dial(remote);
    assertThat(remote.signVote(CHAIN, prevote(5, "300"))).isEqualTo(signed);
  }

  @Test
  void aNodeThatComesBackIsDialledAgain() throws Exception {
    ProtocolAddress place = new ProtocolAddress.Unix(folder.resolve("signer.sock"));
    dial(place);
    RemoteSigner first = listen(place, QUICK);
    Vote signed = first.signVote(CHAIN, prevote(5, "100"));
    first.listener().close();
    assertThat(listen(place, QUICK).signVote(CHAIN, prevote(5, "300"))).isEqualTo(signed);
  }

  @Test
  void pingsKeepAnIdleConnectionAlive() throws Exception {
    RemoteSigner remote = listen(ProtocolAddress.parse("tcp://127.0.0.3:0"), QUICK);
    FileSigner files = FileSigner.open(runtime.disk(), keyFile, stateFile);
    var asked = new CountDownLatch(1);
    open.add(
        DialledNode.start(
            remote.listener().address(),
            CHAIN,
            new MessageSigner() {
              @Override
              public PublicKey publicKey() {
                asked.countDown();
                return files.publicKey();
              }

              @Override
              public Vote signVote(String chainId, Vote vote) {
                throw new SigningException(Reason.REFUSED, "no", null);
              }

              @Override
              public Proposal signProposal(String chainId, Proposal proposal) {
                throw new SigningException(Reason.REFUSED, "no", null);
              }
            },
            runtime));
    assertThat(remote.publicKey()).isEqualTo(key.publicKey());
    assertThat(asked.await(1, TimeUnit.SECONDS)).isTrue();
    long before = remote.listener().answers();
    while (remote.listener().answers() < before + 3) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theNodeListensOnlyIfItIsToldTo() {
    var provider = new RemoteSignerProvider();
    assertThat(provider.declines(Settings.of(folder, Map.of())))
        .contains("priv_validator_laddr is not set");
    var settings = Settings.of(folder, Map.of("priv_validator_laddr", "tcp://127.0.0.3:0"));
    assertThat(provider.declines(settings)).isEmpty();
  }
}
