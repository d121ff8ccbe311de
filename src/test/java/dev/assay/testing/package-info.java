/** What tests share: snapshots made in memory, samples, and command lines run in-process. */
package dev.assay.testing;
