//! What you will know about it.

mod console_only_logging;
mod no_error_tracking;
mod no_health_endpoint;
mod no_request_id;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("observability/no-error-tracking", no_error_tracking::check),
    entry!("observability/console-only-logging", console_only_logging::check),
    entry!("observability/no-request-id", no_request_id::check),
    entry!("observability/no-health-endpoint", no_health_endpoint::check),
    entry!("observability/no-uptime-monitor"),
    entry!("observability/no-alert-recipient"),
];
