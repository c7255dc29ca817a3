package dev.cometj.crypto.internal.ed25519;

/// The powers behind square roots one after the other, in plain Java.
final class OneByOne implements RootPowers {

  @Override
  public void raise(long[] words, int from, int count) {
    FieldElement number = new FieldElement();
    FieldElement power = new FieldElement();
    for (int i = from; i < from + count; i++) {
      number.readWords(words, i * WORDS);
      power.powerP58(number);
      power.writeWords(words, i * WORDS);
    }
  }
}
