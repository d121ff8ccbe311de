/**
 * IAM policy documents as records, and what they allow.
 *
 * <p>Start at {@link dev.assay.policy.PolicyDocument}, then {@link dev.assay.policy.Grants}. Action
 * patterns are languages here, not strings: two statements that together allow everything are seen
 * as such. {@link dev.assay.policy.Trust} tells who may assume a role.
 *
 * <p>Knows no JSON, file, AWS record or check; {@code RoomsTest} keeps it so.
 */
package dev.assay.policy;
