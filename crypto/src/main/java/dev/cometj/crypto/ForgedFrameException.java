package dev.cometj.crypto;

/// A frame's authentication tag is wrong: it was not sealed with this key as this frame of the stream, or it was
/// changed on the way.
public final class ForgedFrameException extends CryptoException {

  private static final long serialVersionUID = 1L;

  private final int framesOpened;

  /// Makes the verdict on one call of [FrameOpener#open].
  ///
  /// @param framesOpened how many frames of that call came before the forged one and are open, from 0
  public ForgedFrameException(int framesOpened) {
    super("the authentication tag of frame " + framesOpened + " of this read is wrong");
    this.framesOpened = framesOpened;
  }

  /// How many frames of the call came before the forged one.
  ///
  /// @return the number of frames that are authentic and open, from 0
  public int framesOpened() {
    return framesOpened;
  }
}
