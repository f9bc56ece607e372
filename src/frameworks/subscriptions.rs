//! Calls of providers of payments about what is sold month by month, by the way that leads to the method.

/// Whether a call asks what somebody has: `stripe.subscriptions.list`.
pub(crate) fn asks(path: &str) -> bool {
    ["subscriptions.list", "subscriptions.retrieve", "subscriptions.search"].iter().any(|call| path.ends_with(call))
}

/// Whether a call opens the provider's own page, on which a subscriber changes or ends what he has.
pub(crate) fn opens_portal(path: &str) -> bool {
    path.contains("billingPortal.")
}

/// Whether a call changes a subscription.
pub(crate) fn changes(path: &str) -> bool {
    path.ends_with("subscriptions.update")
}
