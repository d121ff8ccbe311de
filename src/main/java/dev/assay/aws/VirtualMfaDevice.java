package dev.assay.aws;

/**
 * A virtual MFA device (IAM ListVirtualMFADevices).
 *
 * @param serial its ARN
 * @param userArn whose it is; absent when it is assigned to nobody
 */
public record VirtualMfaDevice(Evidence<String> serial, Evidence<String> userArn) {}
