package dev.cometj.crypto;

import static dev.cometj.crypto.VectorFile.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class Ed25519BatchTest {

  private final Random random = new Random(215);

  private static final class Item {

    private final Ed25519PublicKey key;
    private final byte[] message;
    private final byte[] signature;

    Item(Ed25519PublicKey key, byte[] message, byte[] signature) {
      this.key = key;
      this.message = message;
      this.signature = signature;
    }

    boolean isGood() {
      return key.verifies(message, signature);
    }
  }

  private Item good() {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    byte[] message = new byte[random.nextInt(150)];
    random.nextBytes(message);
    return new Item(Ed25519PublicKey.of(key.publicKey().bytes()), message, key.sign(message));
  }

  private boolean[] verify(List<Item> items) {
    Ed25519Batch batch = new Ed25519Batch(random);
    items.forEach(item -> batch.add(item.key, item.message, item.signature));
    assertThat(batch.size()).isEqualTo(items.size());
    return batch.verify();
  }

  private void checkAgreement(List<Item> items) {
    boolean[] verdicts = verify(items);
    assertThat(verdicts).hasSize(items.size());
    for (int i = 0; i < verdicts.length; i++) {
      assertThat(verdicts[i]).as("item %d of %d", i, items.size()).isEqualTo(items.get(i).isGood());
    }
  }

  @Test
  void anEmptyBatchHasNoVerdicts() {
    assertThat(verify(List.of())).isEmpty();
  }

  @Test
  void findsTheBadOnesInBatchesOfAnySize() {
    Ed25519KeyCache cache = new Ed25519KeyCache(1000);
    for (int size : new int[] {1, 2, 3, 17, 191, 192, 300}) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        Item item = good();
        cache.kept(item.key);
        items.add(i % 3 == 0 ? item : new Item(cache.kept(item.key), item.message, item.signature));
      }
      assertThat(verify(items)).doesNotContain(false);
      for (int bad = 0; bad < 3; bad++) {
        int at = random.nextInt(size);
        items.get(at).signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
        checkAgreement(items);
      }
    }
  }

  @Test
  void takesSignaturesOfAnyLengthAndKeysThatAreNoPoints() {
    List<Item> items = new ArrayList<>(List.of(good(), good()));
    items.add(new Item(good().key, new byte[0], new byte[63]));
    items.add(new Item(good().key, new byte[0], new byte[0]));
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    items.add(new Item(Ed25519PublicKey.of(noPoint), new byte[0], new byte[64]));
    items.add(good());
    assertThat(verify(items)).containsExactly(true, true, false, false, false, true);
  }

  @Test
  void agreesWithSingleVerificationOnAllVectorsTogether() {
    List<Item> items = new ArrayList<>();
    List<Item> accepted = new ArrayList<>();
    VectorFile vectors = VectorFile.open("crypto.json");
    for (String group : List.of("ed25519Verify", "zip215SmallOrder", "zip215MixedOrder")) {
      for (JsonNode vector : vectors.cases(group)) {
        Ed25519PublicKey key = Ed25519PublicKey.of(bytes(vector, "publicKey"));
        Item item = new Item(key, bytes(vector, "message"), bytes(vector, "signature"));
        items.add(item);
        if (item.isGood()) {
          accepted.add(item);
        }
      }
    }
    checkAgreement(items);
    assertThat(verify(accepted)).doesNotContain(false);
  }

  @Test
  void aSignatureThatTheOppositeWouldCancelIsStillBad() {
    Item first = good();
    Item second = good();
    byte[] s1 = first.signature;
    byte[] s2 = second.signature;
    s1[32] += 8;
    s2[32] -= 8;
    assertThat(verify(List.of(first, second))).containsExactly(false, false);
  }

  @Test
  void aCacheKeepsTheKeysThatWereAskedForLast() {
    Ed25519KeyCache cache = new Ed25519KeyCache(2);
    Ed25519PublicKey first = good().key;
    Ed25519PublicKey second = good().key;
    assertThat(cache.kept(first)).isSameAs(first);
    cache.kept(second);
    assertThat(cache.kept(Ed25519PublicKey.of(first.bytes()))).isSameAs(first);
    cache.kept(good().key);
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.kept(Ed25519PublicKey.of(first.bytes()))).isSameAs(first);
    Ed25519PublicKey again = Ed25519PublicKey.of(second.bytes());
    assertThat(cache.kept(again)).as("the second one has left").isSameAs(again);
  }

  @Test
  void aCacheTakesKeysThatAreNoPoints() {
    Ed25519KeyCache cache = new Ed25519KeyCache(1);
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    Ed25519PublicKey key = Ed25519PublicKey.of(noPoint);
    cache.kept(key);
    assertThat(cache.kept(key).verifies(new byte[0], new byte[64])).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519KeyCache(0));
  }

  @Test
  void expandedKeysAgreeOnOrdinaryAndOnBadSignatures() {
    Ed25519KeyCache cache = new Ed25519KeyCache(100);
    for (int i = 0; i < 100; i++) {
      Item item = good();
      cache.kept(item.key);
      Ed25519PublicKey expanded = cache.kept(item.key);
      assertThat(expanded.verifies(item.message, item.signature)).isTrue();
      item.signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertThat(expanded.verifies(item.message, item.signature)).isFalse();
    }
  }
}
