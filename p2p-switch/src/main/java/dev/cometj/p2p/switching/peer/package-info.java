/// One connection with a peer: its sessions with the reactors, what comes in, what goes out, and the facets.
package dev.cometj.p2p.switching.peer;
