package net.portcullis.policy;

import java.util.Optional;

/**
 * Why a rule stands in an allowlist: at least one of the two.
 *
 * @param catalog id of the catalog entry
 * @param inventory path of the inventory's statement, such as {@code extra-permits.ntp} or {@code
 *     devices.edge-a.management}
 * @param words one sentence for people
 */
public record Reason(Optional<String> catalog, Optional<String> inventory, String words) {}
