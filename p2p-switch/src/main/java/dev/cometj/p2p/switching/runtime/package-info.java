/// The parts of the production runtime: mailboxes on virtual threads, files, names.
package dev.cometj.p2p.switching.runtime;
