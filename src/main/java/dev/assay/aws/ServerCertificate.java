package dev.assay.aws;

import java.time.Instant;

/**
 * A TLS certificate stored in IAM (IAM ListServerCertificates).
 *
 * @param expires end of its validity
 */
public record ServerCertificate(Resource resource, Evidence<Instant> expires) {}
