//! What you will know about it.

mod console_only_logging;
mod no_audit_trail;
mod no_error_tracking;
mod no_health_endpoint;
mod no_job_record;
mod no_request_id;
mod personal_data_in_logs;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("observability/no-error-tracking", no_error_tracking::check),
    entry!("observability/console-only-logging", console_only_logging::check),
    entry!("observability/no-request-id", no_request_id::check),
    entry!("observability/no-health-endpoint", no_health_endpoint::check),
    entry!("observability/no-uptime-monitor"),
    entry!("observability/no-alert-recipient"),
    entry!("observability/no-audit-trail", no_audit_trail::check),
    entry!("observability/personal-data-in-logs", personal_data_in_logs::check),
    entry!("observability/no-job-record", no_job_record::check),
];
