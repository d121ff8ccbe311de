/**
 * What every room may use: the shape of a fault in something the user handed over, and wildcards.
 *
 * <p>Nothing here knows a file format, an AWS record or a command.
 */
package dev.assay;
