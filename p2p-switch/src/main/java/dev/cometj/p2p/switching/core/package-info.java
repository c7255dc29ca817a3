/// The Switch itself: one writer that accepts, dials, admits, removes and redials.
package dev.cometj.p2p.switching.core;
