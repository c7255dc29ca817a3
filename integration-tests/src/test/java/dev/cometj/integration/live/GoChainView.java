package dev.cometj.integration.live;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import dev.cometj.execution.store.Stores;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chain of one Go validator as the stores of a node of ours would have it, read over RPC, and its key.
final class GoChainView implements ComponentProvider {
  private final GoNode validator;
  private final State genesis;
  private final Ed25519PrivateKey key;
  private final Stores stores = Stores.inMemory();

  GoChainView(GoNode validator) throws IOException, InvalidChainDataException {
    this.validator = validator;
    genesis =
        State.ofGenesis(GenesisDoc.read(validator.file("config/genesis.json"), Timestamp.EPOCH));
    JsonNode file =
        JsonMapper.shared()
            .readTree(Files.readString(validator.file("config/priv_validator_key.json")));
    key =
        Ed25519PrivateKey.decode(
            Base64.getDecoder().decode(file.path("priv_key").path("value").asString()));
  }

  String chainId() {
    return genesis.chainId();
  }

  Timestamp timeOf(long height) {
    return Timestamp.parse(
        validator.rpc().result("/header?height=" + height).path("header").path("time").asString());
  }

  /// True evidence that the validator voted for two blocks in a round that never was.
  DuplicateVoteEvidence twoVotes(long height, int round) {
    Timestamp time = timeOf(height);
    return twoVotes(vote(height, round, 0, time), vote(height, round, 1, time), time);
  }

  DuplicateVoteEvidence twoVotes(Vote one, Vote other, Timestamp time) {
    return DuplicateVoteEvidence.of(
        one,
        other,
        genesis.validators().totalVotingPower(),
        genesis.validators().get(0).votingPower(),
        time);
  }

  Vote vote(long height, int round, int block, Timestamp time) {
    Bytes hash = Sha256.hash(Bytes.wrap(new byte[] {(byte) round, (byte) block}));
    Vote vote =
        new Vote(
            SignedMsgType.PREVOTE,
            height,
            round,
            new BlockId(hash, new PartSetHeader(1, hash)),
            time,
            genesis.validators().get(0).address(),
            0,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    return vote.signed(time, Bytes.wrap(key.sign(vote.signBytes(chainId()))));
  }

  @Override
  public String name() {
    return "STORES";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockStore.class, StateStore.class, EvidenceStore.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new Component() {
      @Override
      public CompletionStage<Void> start(Services services) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public <S> S service(Class<S> type) {
        return type == EvidenceStore.class ? type.cast(stores.evidence()) : read(type);
      }
    };
  }

  /// What the evidence pool reads of blocks and states, and nothing else.
  private <S> S read(Class<S> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "height" -> validator.rpc().height();
                  case "meta" -> meta((long) arguments[0]);
                  case "block", "commit" -> Optional.empty();
                  case "validators" -> Optional.of(genesis.validators());
                  case "load" -> Optional.of(newest());
                  default -> throw new UnsupportedOperationException(method.toString());
                }));
  }

  private Optional<BlockMeta> meta(long height) {
    if (height > validator.rpc().height()) {
      return Optional.empty();
    }
    Header header =
        new Header(
            BlockVersion.of(0),
            chainId(),
            height,
            timeOf(height),
            BlockId.NIL,
            Bytes.EMPTY,
            Bytes.EMPTY,
            genesis.validators().hash(),
            genesis.validators().hash(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            genesis.validators().get(0).address());
    return Optional.of(new BlockMeta(BlockId.NIL, 0, header, 0));
  }

  private State newest() {
    long height = validator.rpc().height();
    return new State(
        genesis.version(),
        genesis.software(),
        genesis.chainId(),
        genesis.initialHeight(),
        height,
        BlockId.NIL,
        timeOf(height),
        genesis.nextValidators(),
        genesis.validators(),
        genesis.validators(),
        genesis.lastHeightValidatorsChanged(),
        genesis.consensusParams(),
        genesis.lastHeightConsensusParamsChanged(),
        genesis.lastResultsHash(),
        genesis.appHash());
  }
}
