/// The signer's side of the signer protocol; Go's `privval/signer_server.go` and `signer_dialer_endpoint.go`.
package dev.cometj.signer.remote;
