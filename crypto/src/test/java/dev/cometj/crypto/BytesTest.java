package dev.cometj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {

  private static final byte[] ARRAY = {1, 2, 3, (byte) 0xFF};

  @Test
  void equalContentIsEqual() {
    Bytes part = Bytes.wrap(ARRAY, 1, 2);
    Bytes whole = Bytes.fromHex("0203");
    assertThat(part).isEqualTo(whole).hasSameHashCodeAs(whole).isEqualByComparingTo(whole);
    assertThat(part).isNotEqualTo(Bytes.fromHex("0204")).isNotEqualTo(Bytes.fromHex("020300"));
    assertThat(Bytes.wrap(ARRAY, 2, 0)).isSameAs(Bytes.EMPTY);
  }

  @Test
  void aCopyIsOfItsOwnAndAViewIsNot() {
    byte[] array = ARRAY.clone();
    Bytes copy = Bytes.copyOf(array);
    Bytes view = Bytes.wrap(array);
    Bytes compact = view.slice(0, 2).compact();
    array[0] = 9;
    assertThat(copy.at(0)).isEqualTo((byte) 1);
    assertThat(view.at(0)).isEqualTo((byte) 9);
    assertThat(compact.at(0)).isEqualTo((byte) 1);
    assertThat(view.compact()).isSameAs(view);
  }

  @Test
  void bytesAreOrderedWithoutSign() {
    assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
    assertThat(Bytes.fromHex("01")).isLessThan(Bytes.fromHex("0100"));
  }

  @Test
  void nothingOutsideCanBeReadOrWritten() {
    Bytes part = Bytes.wrap(ARRAY, 1, 2);
    assertThatThrownBy(() -> part.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> part.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> part.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.wrap(ARRAY, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(part.toByteBuffer().remaining()).isEqualTo(2);
    assertThatThrownBy(() -> part.toByteBuffer().put((byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void hexIsReadInBothCasesAndPrintedInUpperCase() {
    assertThat(Bytes.fromHex("aBff")).hasToString("ABFF");
    assertThat(Bytes.fromHex("aBff").toHex()).isEqualTo("abff");
    assertThatThrownBy(() -> Bytes.fromHex("a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes.fromHex("xx")).isInstanceOf(IllegalArgumentException.class);
  }
}
