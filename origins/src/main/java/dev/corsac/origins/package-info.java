/**
 * Allowed origins that are kept as data, for one tenant or many: an {@link OriginSnapshot} from a {@link SnapshotSource}, kept
 * current by {@link RefreshedOrigins}, and {@link CorsPolicies} that choose by tenant.
 */
package dev.corsac.origins;
