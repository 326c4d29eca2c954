package io.barograph.sinks.channel;

import java.io.Serializable;

/**
 * A file of {@code templates:} in an {@code alertmanager.yml}.
 *
 * @param name its name, for messages
 * @param text what it holds
 */
public record TemplateFile(String name, String text) implements Serializable {}
