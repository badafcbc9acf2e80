package net.portcullis.change;

/**
 * What the operator allows.
 *
 * @param saveForeign unsaved changes by others may be saved along with ours
 */
public record PlanOptions(boolean saveForeign) {}
