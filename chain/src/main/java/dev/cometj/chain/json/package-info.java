/// Chain types in the original's JSON (`libs/json` and the `json` tags of `types/`): what genesis files, RPC and events
/// hold. Numbers of 64 bits stand in quotes, hashes and addresses are upper-case hexadecimal digits, other bytes base64,
/// and no bytes there are null.
///
/// [dev.cometj.chain.json.JsonObject] writes; the classes called after what they write know the members.
package dev.cometj.chain.json;
