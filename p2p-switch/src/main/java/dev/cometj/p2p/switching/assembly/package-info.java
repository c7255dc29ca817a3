/// From providers to a node: finding them, checking that they fit together, their order, their services.
package dev.cometj.p2p.switching.assembly;
