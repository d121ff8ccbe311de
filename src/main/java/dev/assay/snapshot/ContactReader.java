package dev.assay.snapshot;

import dev.assay.aws.Contact;
import dev.assay.aws.Evidence;
import java.util.ArrayList;
import java.util.List;

/** The account's contacts (docs.aws.amazon.com/accounts/latest/reference). */
final class ContactReader {

  private static final List<String> PRIMARY =
      List.of("FullName", "AddressLine1", "City", "PostalCode", "CountryCode", "PhoneNumber");

  private static final List<String> ALTERNATE =
      List.of("Name", "Title", "EmailAddress", "PhoneNumber");

  private ContactReader() {}

  static Evidence<Contact> primary(Json answer) {
    return contact(answer.need("ContactInformation"), PRIMARY);
  }

  static Evidence<Contact> security(Json answer) {
    return contact(answer.need("AlternateContact"), ALTERNATE);
  }

  private static Evidence<Contact> contact(Json contact, List<String> required) {
    if (!contact.isThere()) {
      return contact.gone();
    }
    List<String> missing = new ArrayList<>();
    for (String field : required) {
      Evidence<String> text = contact.at(field).text();
      if (text.isLost()) {
        return text.map(t -> new Contact(List.of()));
      }
      if (text.map(String::isBlank).orIfAbsent(Evidence.present(true, contact.source())).value()) {
        missing.add(field);
      }
    }
    return Evidence.present(new Contact(missing), contact.source());
  }
}
