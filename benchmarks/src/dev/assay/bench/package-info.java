/** JMH benchmarks; built and run in the Maven profile {@code bench} only. */
package dev.assay.bench;
