/**
 * Compliance specs, YAML in Trivy's format with assay's own keys, and attestations, as records.
 *
 * <p>Start at {@link dev.assay.spec.SpecReader}; {@link dev.assay.spec.AttestationReader} is its
 * stricter sister. Ids and versions are text, whatever they look like, and every value keeps its
 * line for messages.
 *
 * <p>The only room that knows SnakeYAML. Knows no check: binding a control to one is the {@code
 * evaluate} room's.
 */
package dev.assay.spec;
