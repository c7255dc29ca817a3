/// The node's side: it listens for the signer, keeps one connection to it alive, and asks for signatures.
package dev.cometj.signer.remote.listen;
