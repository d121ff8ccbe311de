package dev.assay.check;

import dev.assay.aws.Account;
import java.util.List;

/** Certificates stored in IAM. */
final class CertificateChecks {

  private CertificateChecks() {}

  /** CIS v1.4.0, 1.19: one finding per server certificate; its validity ends at as-of or later. */
  static List<Finding> notExpired(Account account, Parameters none) {
    return account.iam().serverCertificates().value().stream()
        .map(
            certificate ->
                Finding.of(
                    certificate.resource(),
                    Cause.stated(
                        "expiration",
                        certificate.expires(),
                        end -> !end.isBefore(account.asOf()),
                        end -> "valid until " + end)))
        .toList();
  }
}
