/// The validator's key in files, with the state that keeps it from signing twice; Go's `privval/file.go`.
///
/// [dev.cometj.execution.signing.MessageSigner] works on the messages of the signer protocol, so that the signer of
/// another process serves what it was asked and nothing else. What was signed last is on the disk before the signature
/// is given to anyone, and stays there over a power loss.
package dev.cometj.execution.signing;
