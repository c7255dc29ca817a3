/// The frame cipher that is always there, on the JDK's ChaCha20, and the search for a better one.
package dev.cometj.crypto.internal.frame;
