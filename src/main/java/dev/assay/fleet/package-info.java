/**
 * Many accounts at a glance: a roll-up of the evaluations of many snapshots.
 *
 * <p>Start at {@link dev.assay.fleet.Row}: what is kept of a snapshot, a few hundred bytes in place
 * of a whole report. {@link dev.assay.fleet.Fleet} puts rows in order and counts them; {@link
 * dev.assay.fleet.FleetFormat} is the list of writers.
 *
 * <p>Evaluations say it all: this room knows no snapshot, account, catalogue, clock or stream;
 * {@code RoomsTest} keeps it so.
 */
package dev.assay.fleet;
