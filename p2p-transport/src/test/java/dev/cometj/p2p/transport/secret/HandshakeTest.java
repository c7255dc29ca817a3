package dev.cometj.p2p.transport.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Rejection;
import dev.cometj.wire.crypto.PublicKey;
import dev.cometj.wire.p2p.AuthSigMessage;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final Ed25519PrivateKey OURS = Nodes.key(1);
  private static final Ed25519PrivateKey THEIRS = Nodes.key(2);

  private final ScriptedPeer peer = new ScriptedPeer(THEIRS);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private Handshake handshake;

  @BeforeEach
  void listen() {
    handshake = start(Optional.empty());
  }

  private Handshake start(Optional<NodeId> dialled) {
    sent.reset();
    Handshake started =
        new Handshake(
            Nodes.local(OURS, Nodes.info(OURS)),
            X25519KeyPair.generate(new SplittableRandom(5)),
            Nodes.REMOTE,
            dialled.map(Nodes::address));
    ByteBuffer opening = started.opening();
    sent.write(opening.array(), opening.position(), opening.remaining());
    peer.agree(sent.toByteArray());
    return started;
  }

  private void receive(byte[] network) throws HandshakeFailedException {
    handshake.receive(
        ByteBuffer.wrap(network),
        bytes -> sent.write(bytes.array(), bytes.position(), bytes.remaining()));
  }

  private Rejection rejectionOf(byte[]... network) {
    try {
      for (byte[] bytes : network) {
        receive(bytes);
      }
      throw new AssertionError("the handshake went on to " + handshake.stage());
    } catch (HandshakeFailedException e) {
      return e.rejection();
    }
  }

  private static byte[] delimited(NodeInfo info) {
    return NodeInfoCodec.encodeDelimited(info);
  }

  private static byte[] changed(Consumer<DefaultNodeInfo.Builder> change) {
    DefaultNodeInfo.Builder info = NodeInfoCodec.toWire(Nodes.info(THEIRS)).toBuilder();
    change.accept(info);
    return Delimited.of(info.build());
  }

  @Test
  void anInboundConnectionBecomesASession() throws Exception {
    receive(peer.opening());
    assertThat(handshake.stage()).isEqualTo(Handshake.Stage.SECRET_CONNECTION);
    receive(peer.frames(peer.auth()));
    assertThat(handshake.stage()).isEqualTo(Handshake.Stage.NODE_INFO);
    receive(peer.frames(delimited(Nodes.info(THEIRS))));
    assertThat(handshake.stage()).isEqualTo(Handshake.Stage.DONE);

    Session session = handshake.session();
    assertThat(session.remoteInfo()).isEqualTo(Nodes.info(THEIRS));
    assertThat(session.isOutbound()).isFalse();
    assertThat(session.socketAddress()).hasToString(Nodes.id(THEIRS) + "@10.0.0.2:40001");
    assertThat(session.leftover().hasRemaining()).isFalse();

    byte[] plain = peer.opened(Arrays.copyOfRange(sent.toByteArray(), 35, sent.size()));
    assertThat(plain).endsWith(delimited(Nodes.info(OURS)));
  }

  @Test
  void anOutboundConnectionKeepsTheAddressDialled() throws Exception {
    handshake = start(Optional.of(Nodes.id(THEIRS)));
    receive(peer.opening());
    receive(peer.frames(peer.auth()));
    receive(peer.frames(delimited(Nodes.info(THEIRS))));
    assertThat(handshake.session().isOutbound()).isTrue();
    assertThat(handshake.session().socketAddress()).isEqualTo(Nodes.address(Nodes.id(THEIRS)));
  }

  @Test
  void bothDirectionsGoOnBehindTheNodeInfo() throws Exception {
    anInboundConnectionBecomesASession();
    Session session = handshake.session();
    session.encoder().put(7);
    ByteBuffer drained = session.encoder().drain();
    byte[] network = new byte[drained.remaining()];
    drained.get(network);
    assertThat(peer.opened(network)).containsExactly(7);

    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    session
        .decoder()
        .feed(
            ByteBuffer.wrap(peer.frames(new byte[] {8, 9})),
            (bytes, offset, length) -> {
              plain.write(bytes, offset, length);
              return true;
            });
    assertThat(plain.toByteArray()).containsExactly(8, 9);
  }

  @Test
  void whatComesBehindTheNodeInfoIsHandedOver() throws Exception {
    byte[] info = delimited(Nodes.info(THEIRS));
    byte[] more = Arrays.copyOf(info, info.length + 3);
    more[info.length] = 1;
    more[info.length + 1] = 2;
    more[info.length + 2] = 3;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(peer.opening());
    all.writeBytes(peer.frames(peer.auth()));
    all.writeBytes(peer.frames(more));
    all.writeBytes(peer.frames(new byte[] {4}));
    all.writeBytes(Arrays.copyOf(peer.frames(new byte[] {5}), 10));
    receive(all.toByteArray());

    ByteBuffer leftover = handshake.session().leftover();
    byte[] bytes = new byte[leftover.remaining()];
    leftover.get(bytes);
    assertThat(bytes).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40, 1043, 1045})
  @DisplayName("L-S02 frames are put together however the network cuts them")
  void anyCutOfTheStream(int piece) throws Exception {
    byte[] padded = new byte[2000];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(peer.opening());
    all.writeBytes(peer.frame(0));
    all.writeBytes(peer.frames(peer.auth(), 5));
    all.writeBytes(peer.frame(0));
    all.writeBytes(peer.frames(delimited(Nodes.info(THEIRS)), 11));
    all.writeBytes(peer.frames(padded));
    byte[] network = all.toByteArray();
    for (int at = 0; at < network.length; at += piece) {
      receive(Arrays.copyOfRange(network, at, Math.min(network.length, at + piece)));
    }
    assertThat(handshake.session().remoteInfo()).isEqualTo(Nodes.info(THEIRS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 40})
  @DisplayName("W6 an ephemeral key that is not 32 bytes is refused")
  void ephemeralKeyOfAnotherLength(int length) {
    byte[] message = new byte[3 + length];
    message[0] = (byte) (2 + length);
    message[1] = 0x0a;
    message[2] = (byte) length;
    Arrays.fill(message, 3, message.length, (byte) 9);
    assertThat(rejectionOf(message).kind()).isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"808040", "ffffffff07", "ffffffffffffffffff01", "ffffffffffffffffffff01", "23"})
  @DisplayName("W5 a length that no ephemeral key has is refused before anything behind it")
  void ephemeralKeyThatClaimsToBeLarge(String length) {
    byte[] message = java.util.HexFormat.of().parseHex(length);
    assertThat(rejectionOf(message).kind()).isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @Test
  @DisplayName("W5 an authentication message that claims a mebibyte is refused at its length")
  void authMessageThatClaimsToBeLarge() {
    byte[] claim = {(byte) 0x80, (byte) 0x80, 0x40};
    assertThat(rejectionOf(peer.opening(), peer.frames(claim)).kind())
        .isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  static Stream<Arguments> badProofs() {
    byte[] key = THEIRS.publicKey().bytes();
    ByteString ed25519 = ByteString.copyFrom(key);
    return Stream.of(
        arguments("no key at all", proof(b -> b.clearPubKey())),
        arguments("an empty key", proof(b -> b.setPubKey(PublicKey.getDefaultInstance()))),
        arguments(
            "a secp256k1 key",
            proof(b -> b.setPubKey(PublicKey.newBuilder().setSecp256K1(ed25519)))),
        arguments(
            "an Ed25519 key of 31 bytes",
            proof(b -> b.setPubKey(PublicKey.newBuilder().setEd25519(ed25519.substring(1))))),
        arguments("no signature", proof(b -> b.clearSig())),
        arguments("a short signature", proof(b -> b.setSig(b.getSig().substring(1)))),
        arguments("a long signature", proof(b -> b.setSig(b.getSig().concat(b.getSig())))),
        arguments(
            "somebody else's key",
            proof(b ->
                b.setPubKey(
                    PublicKey.newBuilder()
                        .setEd25519(ByteString.copyFrom(Nodes.key(3).publicKey().bytes()))))),
        arguments("an empty message", (UnaryOperator<byte[]>) _ -> new byte[] {0}),
        arguments("no protobuf", (UnaryOperator<byte[]>) _ -> new byte[] {2, 0x0a, 5}));
  }

  private static UnaryOperator<byte[]> proof(Consumer<AuthSigMessage.Builder> change) {
    return signature -> {
      AuthSigMessage.Builder message =
          AuthSigMessage.newBuilder()
              .setPubKey(
                  PublicKey.newBuilder()
                      .setEd25519(ByteString.copyFrom(THEIRS.publicKey().bytes())))
              .setSig(ByteString.copyFrom(signature));
      change.accept(message);
      return Delimited.of(message.build());
    };
  }

  @ParameterizedTest(name = "A42 L-S03 a proof is refused: {0}")
  @MethodSource("badProofs")
  void badProof(String what, UnaryOperator<byte[]> proof) {
    Rejection rejection = rejectionOf(peer.opening(), peer.frames(proof.apply(peer.signature())));
    assertThat(rejection.kind()).as(what).isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
    assertThat(sent.size()).as("no node info was sent").isEqualTo(35 + 1044);
  }

  @Test
  @DisplayName("A45 a proof for another connection's challenge is refused")
  void replayedProof() {
    byte[] other = new ScriptedPeer(THEIRS).agree(new ScriptedPeer(OURS).opening()).auth();
    assertThat(rejectionOf(peer.opening(), peer.frames(other)).kind())
        .isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @Test
  @DisplayName("A45 our own bytes played back to us do not authenticate")
  void reflectedHandshake() throws Exception {
    receive(Arrays.copyOf(sent.toByteArray(), 35));
    byte[] proof = Arrays.copyOfRange(sent.toByteArray(), 35, sent.size());
    assertThat(rejectionOf(proof).kind()).isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @Test
  void aForgedFrameEndsIt() {
    byte[] frame = peer.frames(peer.auth());
    frame[500] ^= 1;
    assertThat(rejectionOf(peer.opening(), frame).kind())
        .isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1025, 65536, -1, Integer.MIN_VALUE})
  @DisplayName("L-S02 a frame that claims more than 1024 bytes ends it")
  void overlongFrame(int length) {
    assertThat(rejectionOf(peer.opening(), peer.frame(length)).kind())
        .isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @Test
  @DisplayName("L-T02 the dialled id is compared before anything is told of ourselves")
  void anotherNodeThanDialled() {
    NodeId other = Nodes.id(Nodes.key(3));
    handshake = start(Optional.of(other));
    Rejection rejection = rejectionOf(peer.opening(), peer.frames(peer.auth()));
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.WRONG_ID);
    assertThat(rejection.id()).contains(Nodes.id(THEIRS));
    assertThat(sent.size()).as("no node info was sent").isEqualTo(35 + 1044);
  }

  static Stream<Arguments> infos() {
    String ours = Nodes.id(OURS).text();
    String other = Nodes.id(Nodes.key(3)).text();
    Consumer<DefaultNodeInfo.Builder> otherNetwork = b -> b.setNetwork("other");
    return Stream.of(
        arguments(
            "rules before the id",
            Rejection.Kind.INVALID_NODE_INFO,
            changed(b -> b.setDefaultNodeId(other).setMoniker(" "))),
        arguments(
            "the id before self", Rejection.Kind.WRONG_ID, changed(b -> b.setDefaultNodeId(ours))),
        arguments(
            "the id before compatibility",
            Rejection.Kind.WRONG_ID,
            changed(b -> b.setDefaultNodeId(other).setNetwork("other"))),
        arguments("another network", Rejection.Kind.INCOMPATIBLE, changed(otherNetwork)),
        arguments(
            "an upper-case id",
            Rejection.Kind.WRONG_ID,
            changed(b -> b.setDefaultNodeId(b.getDefaultNodeId().toUpperCase()))));
  }

  @ParameterizedTest(name = "L-T02 {0}")
  @MethodSource("infos")
  void orderOfChecks(String what, Rejection.Kind kind, byte[] info) {
    assertThat(rejectionOf(peer.opening(), peer.frames(peer.auth()), peer.frames(info)).kind())
        .as(what)
        .isEqualTo(kind);
  }

  @Test
  @DisplayName("L-T02 ourselves are told before compatibility is looked at")
  void ourselves() {
    ScriptedPeer self = new ScriptedPeer(OURS).agree(sent.toByteArray());
    byte[] info = delimited(Nodes.info(OURS, "other", "tcp://10.0.0.1:26656"));
    Rejection rejection = rejectionOf(self.opening(), self.frames(self.auth()), self.frames(info));
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.SELF);
    assertThat(rejection.id()).contains(Nodes.id(OURS));
  }

  static Stream<Arguments> compatible() {
    return Stream.of(
        arguments("block protocol 12", false, changed(b -> b.setProtocolVersion(versions(8, 12)))),
        arguments(
            "peer protocol 9 as v1.0 has it",
            true,
            changed(b -> b.setProtocolVersion(versions(9, 11)))),
        arguments(
            "no common channel",
            false,
            changed(b -> b.setChannels(ByteString.copyFrom(new byte[] {0x21, 0x22})))),
        arguments(
            "one common channel",
            true,
            changed(b -> b.setChannels(ByteString.copyFrom(new byte[] {0x77, 0x20})))),
        arguments("another network", false, changed(b -> b.setNetwork("test-chain-2"))));
  }

  private static ProtocolVersion versions(long p2p, long block) {
    return ProtocolVersion.newBuilder().setP2P(p2p).setBlock(block).build();
  }

  @ParameterizedTest(name = "L-T04 {0}: {1}")
  @MethodSource("compatible")
  void compatibility(String what, boolean isCompatible, byte[] info) throws Exception {
    receive(peer.opening());
    receive(peer.frames(peer.auth()));
    if (isCompatible) {
      receive(peer.frames(info));
      assertThat(handshake.stage()).as(what).isEqualTo(Handshake.Stage.DONE);
    } else {
      assertThat(rejectionOf(peer.frames(info)).kind())
          .as(what)
          .isEqualTo(Rejection.Kind.INCOMPATIBLE);
    }
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        arguments("17 channels", changed(b -> b.setChannels(ByteString.copyFrom(new byte[17])))),
        arguments(
            "a channel twice", changed(b -> b.setChannels(ByteString.copyFrom(new byte[] {1, 1})))),
        arguments("no listen address", changed(b -> b.setListenAddr(""))),
        arguments("no id", changed(b -> b.setDefaultNodeId(""))),
        arguments("an id of 39 digits", changed(b -> b.setDefaultNodeId("a".repeat(39)))),
        arguments("a moniker that is no ASCII", changed(b -> b.setMoniker("\u00e9"))),
        arguments(
            "a moniker that is no UTF-8",
            changed(b -> b.setMonikerBytes(ByteString.copyFrom(new byte[] {'a', (byte) 0xff})))),
        arguments("tx_index yes", changed(b -> b.getOtherBuilder().setTxIndex("yes"))),
        arguments("nothing at all", new byte[] {0}),
        arguments("no protobuf", new byte[] {3, 0x0a, 0x7f, 0}));
  }

  @ParameterizedTest(name = "L-T03 a node info with {0} is refused")
  @MethodSource("invalid")
  void invalidInfo(String what, byte[] info) {
    Rejection rejection = rejectionOf(peer.opening(), peer.frames(peer.auth()), peer.frames(info));
    assertThat(rejection.kind()).as(what).isEqualTo(Rejection.Kind.INVALID_NODE_INFO);
    assertThat(rejection.id()).contains(Nodes.id(THEIRS));
    assertThat(rejection.detail()).hasSizeLessThan(300).matches("\\p{Print}*");
  }

  @Test
  @DisplayName("L-T02 a node info may have 10240 bytes and not one more")
  void largestInfo() throws Exception {
    receive(peer.opening());
    receive(peer.frames(peer.auth()));
    int rest = NodeInfo.MAX_ENCODED_BYTES - changed(b -> b.setMoniker("")).length - 2;
    byte[] largest = changed(b -> b.setMoniker("m".repeat(rest)));
    assertThat(largest.length).isEqualTo(2 + NodeInfo.MAX_ENCODED_BYTES);
    receive(peer.frames(largest));
    assertThat(handshake.stage()).isEqualTo(Handshake.Stage.DONE);

    handshake = start(Optional.empty());
    byte[] claim = {(byte) 0x81, 0x50};
    assertThat(rejectionOf(peer.opening(), peer.frames(peer.auth()), peer.frames(claim)).kind())
        .isEqualTo(Rejection.Kind.INVALID_NODE_INFO);
  }

  @Test
  @DisplayName("A44 a listen address with a host name is taken as it is")
  void hostNameOfAPeer() throws Exception {
    receive(peer.opening());
    receive(peer.frames(peer.auth()));
    NodeInfo info = Nodes.info(THEIRS, "test-chain", "tcp://no.such.host.invalid:26656");
    receive(peer.frames(delimited(info)));
    assertThat(handshake.session().remoteInfo().listenAddress())
        .isEqualTo("tcp://no.such.host.invalid:26656");
  }

  @Test
  void anInfoTooLargeForOneFrameIsSentWhole() throws Exception {
    NodeInfo large =
        new NodeInfo(
            Nodes.info(OURS).versions(),
            Nodes.id(OURS),
            "tcp://10.0.0.1:26656",
            "test-chain",
            "0.38.26",
            List.of(0x20),
            "m".repeat(5000),
            "on",
            "");
    handshake =
        new Handshake(
            Nodes.local(OURS, large),
            X25519KeyPair.generate(new SplittableRandom(5)),
            Nodes.REMOTE,
            Optional.empty());
    receive(peer.opening());
    receive(peer.frames(peer.auth()));
    assertThat(peer.opened(Arrays.copyOfRange(sent.toByteArray(), 35, sent.size())))
        .endsWith(delimited(large));
  }
}
