/// The files of a home directory besides the configuration: keys, genesis, and the lock, in the original's formats.
package dev.cometj.node.home;
