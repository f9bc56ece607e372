//! What the browser loads.

mod eager_images;
mod eager_routes;
mod heavy_client_dependency;
mod no_query_cache;
mod no_viewport;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("frontend/eager-routes", eager_routes::check),
    entry!("frontend/eager-images", eager_images::check),
    entry!("frontend/heavy-client-dependency", heavy_client_dependency::check),
    entry!("frontend/no-query-cache", no_query_cache::check),
    entry!("frontend/no-viewport", no_viewport::check),
];
