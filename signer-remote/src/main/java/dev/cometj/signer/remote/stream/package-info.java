/// Messages of the signer protocol over blocking sockets, in the clear or over a secret connection, under deadlines.
package dev.cometj.signer.remote.stream;
