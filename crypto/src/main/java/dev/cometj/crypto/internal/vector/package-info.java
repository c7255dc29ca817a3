/// Frame ciphers on the JDK's Vector API, eight frames at once, and powers of field elements, four at once. Nothing here
/// may be touched where that incubating module is not in the graph, except
/// [dev.cometj.crypto.internal.vector.VectorFrameCiphers] and [dev.cometj.crypto.internal.vector.RootLanes].
package dev.cometj.crypto.internal.vector;
