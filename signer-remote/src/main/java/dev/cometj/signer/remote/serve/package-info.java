/// The signer's side: it dials the node and signs what it is asked.
package dev.cometj.signer.remote.serve;
