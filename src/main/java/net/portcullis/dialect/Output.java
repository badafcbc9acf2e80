package net.portcullis.dialect;

/**
 * What a device printed for a command.
 *
 * @param command the line that was sent
 * @param text its lines without echo, pager remnants and prompt, joined by line feeds; bytes beyond
 *     ASCII are kept as Latin-1 and must be escaped before anybody sees them
 */
public record Output(String command, String text) {}
