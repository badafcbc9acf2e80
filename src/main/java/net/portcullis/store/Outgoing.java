package net.portcullis.store;

/**
 * Something that somebody is to be told.
 *
 * @param target the name of whom
 * @param body as it is sent
 */
public record Outgoing(String target, String kind, String body) {}
