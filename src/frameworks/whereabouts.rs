//! Services that say from which place an internet address comes.

/// Their hosts.
const HOSTS: [&str; 9] = [
    "api.ipify.org",
    "api64.ipify.org",
    "ipapi.co",
    "ip-api.com",
    "ipinfo.io",
    "ipwho.is",
    "api.ipgeolocation.io",
    "geolocation-db.com",
    "freegeoip.app",
];

/// Whether a host says where an address is. Nobody counts on it: many a browser blocks such requests.
pub(crate) fn tells_where(host: &str) -> bool {
    HOSTS.contains(&host)
}
