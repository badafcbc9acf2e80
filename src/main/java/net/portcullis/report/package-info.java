/**
 * Renders results for people and programs: tables, JSON, HTML, JUnit XML, SARIF, Prometheus.
 * Everything that came from a device is escaped here.
 */
@NullMarked
package net.portcullis.report;

import org.jspecify.annotations.NullMarked;
