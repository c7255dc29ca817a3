/// A frame cipher on the JDK's Vector API, eight frames at once. Nothing here may be touched where that incubating
/// module is not in the graph, except [dev.cometj.crypto.internal.vector.VectorFrameCiphers].
package dev.cometj.crypto.internal.vector;
