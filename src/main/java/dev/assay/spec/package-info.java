/**
 * Compliance specs, YAML in Trivy's format with assay's own keys, and what persons decide,
 * attestations and waivers, as records.
 *
 * <p>Start at {@link dev.assay.spec.SpecReader}; {@link dev.assay.spec.AttestationReader} and
 * {@link dev.assay.spec.WaiverReader} are its stricter sisters. Ids and versions are text, whatever
 * they look like, and every value keeps its line for messages.
 *
 * <p>The only room that knows SnakeYAML. Knows no check: binding a control to one is the {@code
 * evaluate} room's.
 */
package dev.assay.spec;
