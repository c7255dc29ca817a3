/// What the parts of a node offer each other, so that no reactor has to depend on another.
package dev.cometj.chain.service;
