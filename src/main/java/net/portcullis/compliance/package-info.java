/**
 * Compares what devices hold with the intent and reports findings. It must never write to a device,
 * and never call compliant what it could not read.
 */
@NullMarked
package net.portcullis.compliance;

import org.jspecify.annotations.NullMarked;
