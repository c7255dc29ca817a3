package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.ReactorDirectory;
import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.RecordingBook;
import dev.cometj.p2p.switching.fixture.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssemblyTest {
  private interface Shop {}

  private interface Mill {}

  private final Bench bench = new Bench();

  private List<String> problems() {
    AssemblyException failure = catchThrowableOfType(AssemblyException.class, bench::assemble);
    assertThat(failure).as("the assembly fails").isNotNull();
    return failure.problems();
  }

  private ProbeReactor reactor(String name, int... channels) {
    Channel<?>[] made = new Channel<?>[channels.length];
    for (int i = 0; i < channels.length; i++) {
      made[i] = Text.channel(channels[i]);
    }
    ProbeReactor reactor = new ProbeReactor(name, bench.log(), made);
    bench.reactor(reactor);
    return reactor;
  }

  @Test
  @DisplayName("SR-17 a channel id taken twice is a problem that names both")
  void duplicateChannel() {
    reactor("ONE", 0x20);
    reactor("TWO", 0x20);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("channel 0x20 is taken twice: by ONE of module")
        .contains("TWO of module dev.cometj.p2p.switching");
  }

  @Test
  void aNameTakenTwiceIsAProblem() {
    reactor("ONE", 0x20);
    reactor("ONE", 0x21);
    assertThat(problems()).singleElement().asString().startsWith("the name ONE is taken twice");
  }

  @Test
  @DisplayName("L-C02 more than 16 channels are a problem")
  void tooManyChannels() {
    reactor("ONE", 1, 2, 3, 4, 5, 6, 7, 8);
    reactor("TWO", 11, 12, 13, 14, 15, 16, 17, 18, 19);
    assertThat(problems()).first().asString().startsWith("17 channels are more than the 16");
  }

  @Test
  void aMissingServiceNamesModuleAndService() {
    reactor("ONE", 0x20).needs(Shop.class);
    assertThat(problems())
        .containsExactly(
            "ONE of module dev.cometj.p2p.switching needs the service "
                + Shop.class.getName()
                + ", which nothing on the module path offers");
  }

  @Test
  void aServiceOfferedTwiceIsAProblem() {
    reactor("ONE", 0x20).offers(Shop.class, new Shop() {});
    reactor("TWO", 0x21).offers(Shop.class, new Shop() {});
    assertThat(problems()).singleElement().asString().contains("is offered twice");
  }

  @Test
  void factsThatAreReadInACircleAreAProblem() {
    AttributeKey<Long> a = new AttributeKey<>("a", Long.class);
    AttributeKey<Long> b = new AttributeKey<>("b", Long.class);
    reactor("ONE", 0x20).publishes(a).reads(b);
    reactor("TWO", 0x21).publishes(b).reads(a);
    assertThat(problems())
        .containsExactly("each of [ONE, TWO] reads facts about peers that another one publishes");
  }

  @Test
  void whatIsNoFacetForReactorsIsAProblem() {
    reactor("ONE", 0x20).declares(ReactorDirectory.class, PeerLedger.class, String.class);
    assertThat(problems())
        .hasSize(3)
        .allMatch(line -> line.endsWith("which is no facet for reactors"));
  }

  @Test
  void anUnknownSchemeIsAProblem() {
    bench.set("p2p.laddr", "quic://10.0.0.1:26656");
    assertThat(problems())
        .containsExactly(
            "p2p.laddr: no transport on the module path serves quic://, only [puppet]");
  }

  @Test
  void tcpIsTheSchemeWhereNoneIsGiven() {
    bench.set("p2p.laddr", "10.0.0.1:26656");
    assertThat(problems()).singleElement().asString().contains("serves tcp://");
  }

  @Test
  @DisplayName("SR-18 malformed lists are problems that name the key")
  void malformedSettings() {
    bench
        .set("p2p.persistent_peers", "nobody@nowhere:1," + Bench.id("anna") + "@10.0.0.2")
        .set("p2p.unconditional_peer_ids", "abc")
        .set("p2p.private_peer_ids", Bench.id("bob") + ",xyz")
        .set("p2p.max_num_inbound_peers", "-1")
        .set("p2p.max_num_outbound_peers", "many")
        .set("p2p.allow_duplicate_ip", "perhaps");
    assertThat(problems())
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(
            "p2p.persistent_peers",
            "p2p.persistent_peers",
            "p2p.unconditional_peer_ids",
            "p2p.private_peer_ids",
            "p2p.max_num_inbound_peers",
            "p2p.max_num_outbound_peers",
            "p2p.allow_duplicate_ip");
  }

  @Test
  void badEndpointsNameTheirKey() {
    bench.set("p2p.external_address", "seed.example");
    assertThat(problems()).first().asString().startsWith("p2p.external_address: ");
  }

  @Test
  void aBadMonikerIsFoundBeforeTheStart() {
    bench.with(assembly -> assembly.moniker("ünicode"));
    assertThat(problems()).singleElement().asString().contains("moniker");
  }

  @Test
  void allProblemsComeAtOnce() {
    reactor("ONE", 0x20).needs(Shop.class);
    reactor("TWO", 0x20);
    bench.set("p2p.laddr", "quic://10.0.0.1:26656").set("p2p.unconditional_peer_ids", "abc");
    assertThat(problems()).hasSize(4);
  }

  @Test
  void whatACreationRefusesIsAProblem() {
    bench.with(assembly ->
        assembly
            .component(
                provider(
                    "STORE",
                    context -> {
                      throw new InvalidSettingException("db_backend", "'x' is unknown");
                    }))
            .component(
                provider(
                    "OTHER",
                    context -> {
                      throw new IllegalStateException("broken");
                    })));
    assertThat(problems())
        .containsExactly(
            "OTHER of module dev.cometj.p2p.switching failed: java.lang.IllegalStateException:"
                + " broken",
            "STORE of module dev.cometj.p2p.switching: db_backend: 'x' is unknown");
  }

  private interface Creation {
    Component create(ComponentContext context);
  }

  private static ComponentProvider provider(String name, Creation creation) {
    return new ComponentProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Component create(ComponentContext context) {
        return creation.create(context);
      }
    };
  }

  @Test
  void whoDeclinesTakesNoPart() {
    reactor("ONE", 0x20).declines("p2p.one = false");
    reactor("TWO", 0x20);
    bench.start();
    assertThat(bench.network().reactorNames()).containsExactly("TWO");
  }

  @Test
  void onlyTheReactorsThatTheOperatorNamesTakePart() {
    reactor("ONE", 0x20);
    reactor("TWO", 0x30);
    bench.set("cometj.reactors", "TWO").start();
    assertThat(bench.network().reactorNames()).containsExactly("TWO");
  }

  @Test
  void aReactorThatIsNamedButNotThereIsAProblem() {
    reactor("ONE", 0x20);
    bench.set("cometj.reactors", "ONE,PXE");
    assertThatThrownBy(bench::start)
        .hasMessageContaining("cometj.reactors")
        .hasMessageContaining("PXE")
        .hasMessageContaining("[ONE]");
  }

  @Test
  void aSeedHasNoReactorButPexUnlessItIsToldOtherwise() {
    reactor("PEX", 0x00);
    reactor("ONE", 0x20);
    bench.set("p2p.seed_mode", "true").start();
    assertThat(bench.network().reactorNames()).containsExactly("PEX");
  }

  /// Offers one service and needs another, on demand.
  private record OnDemand(String name, Class<?> offered, Set<Class<?>> needs, List<String> created)
      implements ComponentProvider {
    @Override
    public Set<Class<?>> offers() {
      return Set.of(offered);
    }

    @Override
    public boolean isOnDemand() {
      return true;
    }

    @Override
    public Component create(ComponentContext context) {
      created.add(name);
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
          return type.cast(type == Shop.class ? (Object) new Shop() {} : (Object) new Mill() {});
        }
      };
    }
  }

  @Test
  void aComponentOnDemandTakesPartWhereItIsNeeded() {
    List<String> created = new ArrayList<>();
    bench.with(assembly ->
        assembly
            .component(new OnDemand("B-SHOP", Shop.class, Set.of(Mill.class), created))
            .component(new OnDemand("C-MILL", Mill.class, Set.of(), created)));
    reactor("ONE", 1).needs(Shop.class);
    bench.start();
    assertThat(created).containsExactly("C-MILL", "B-SHOP");
  }

  @Test
  void aComponentOnDemandThatNobodyNeedsTakesNoPart() {
    List<String> created = new ArrayList<>();
    bench.with(assembly ->
        assembly
            .component(new OnDemand("B-SHOP", Shop.class, Set.of(Mill.class), created))
            .component(new OnDemand("C-MILL", Mill.class, Set.of(Shop.class), created)));
    reactor("ONE", 1).wants(Shop.class);
    bench.start();
    assertThat(created).isEmpty();
  }

  @Test
  @DisplayName("SR-15 reactors admit in a fixed order: facts, then services, then names")
  void admissionOrder() {
    AttributeKey<Long> height = new AttributeKey<>("height", Long.class);
    reactor("AAA", 1).reads(height);
    reactor("ZZZ", 2).publishes(height);
    reactor("BBB", 3).needs(Shop.class);
    reactor("YYY", 4).offers(Shop.class, new Shop() {});
    bench.start();
    assertThat(bench.network().reactorNames()).containsExactly("YYY", "BBB", "ZZZ", "AAA");
    bench.log().clear();
    bench.accept("anna", "10.0.0.2");
    assertThat(bench.log())
        .filteredOn(line -> line.contains("admit"))
        .extracting(line -> line.substring(0, 3))
        .containsExactly("YYY", "BBB", "ZZZ", "AAA");
  }

  @Test
  void servicesAreTakenAsDeclared() {
    Shop shop = new Shop() {};
    List<Object> taken = new ArrayList<>();
    reactor("ONE", 1).offers(Shop.class, shop);
    reactor("TWO", 2)
        .needs(Shop.class)
        .wants(Mill.class)
        .onStart(services -> {
          taken.add(services.need(Shop.class));
          taken.add(services.want(Mill.class));
          assertThatThrownBy(() -> services.want(AddressBook.class))
              .isInstanceOf(AssemblyException.class)
              .hasMessageContaining("TWO");
          assertThatThrownBy(() -> services.need(Mill.class)).isInstanceOf(AssemblyException.class);
          return CompletableFuture.completedStage(null);
        });
    bench.start();
    assertThat(taken).containsExactly(shop, Optional.empty());
    assertThat(bench.node().service(Shop.class)).containsSame(shop);
    assertThat(bench.node().service(Mill.class)).isEmpty();
  }

  @Test
  void servicesMayNeedEachOther() {
    reactor("ONE", 1).offers(Shop.class, new Shop() {}).needs(Mill.class);
    reactor("TWO", 2).offers(Mill.class, new Mill() {}).needs(Shop.class);
    bench.start();
    assertThat(bench.network().reactorNames()).containsExactly("ONE", "TWO");
  }

  @Test
  void peerFiltersOfComponentsAreAsked() {
    PeerFilter nobody =
        (info, address) -> CompletableFuture.completedStage(Optional.of("the application says no"));
    ComponentProvider application =
        new ComponentProvider() {
          @Override
          public String name() {
            return "ABCI";
          }

          @Override
          public Set<Class<?>> offers() {
            return Set.of(PeerFilter.class);
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
                return type.cast(nobody);
              }
            };
          }
        };
    bench.with(assembly -> assembly.component(application)).start();
    bench.accept("anna", "10.0.0.2");
    assertThat(bench.ledgerLines()).containsExactly("REFUSED FILTERED: the application says no");
  }

  @Test
  void theAddressBookIsFoundAmongTheServices() {
    RecordingBook book = new RecordingBook();
    reactor("PEX", 0).offers(AddressBook.class, book);
    bench.start();
    bench.world().runFor(Duration.ofSeconds(1));
    assertThat(book.calls()).containsExactly("ours 10.0.0.1:26656");
  }

  @Test
  void discoveryFindsNothingInThisModulesLayer() {
    bench.with(SwitchAssembly::discover).start();
    assertThat(bench.network().reactorNames()).isEmpty();
  }
}
