/** The coordinator's settings: one record, made once in Main. */
package ballast.coordinator.config;
