//! Calls of providers of payments about what is sold month by month, by the way that leads to the method.

/// Whether a call asks what somebody has: `stripe.subscriptions.list`.
pub(crate) fn asks(path: &str) -> bool {
    ["subscriptions.list", "subscriptions.retrieve", "subscriptions.search"].iter().any(|call| path.ends_with(call))
}

/// Whether a call opens the provider's own page, on which a subscriber changes or ends what he has.
pub(crate) fn opens_portal(path: &str) -> bool {
    path.contains("billingPortal.")
}

/// Whether a call asks about the one subscription that it names.
pub(crate) fn fetches_one(path: &str) -> bool {
    path.ends_with("subscriptions.retrieve")
}

/// Whether a call ends a subscription.
pub(crate) fn ends(path: &str) -> bool {
    [
        "subscriptions.cancel",
        "subscriptions.del",
        "subscriptions.delete",
        "subscriptionSchedules.cancel",
        "customers.del",
    ]
    .iter()
    .any(|call| path.ends_with(call))
}

/// Whether a property of what a subscription is updated with says that it ends, or rests.
pub(crate) fn says_end(property: &str) -> bool {
    matches!(property, "cancel_at_period_end" | "cancel_at" | "pause_collection")
}

/// Whether an address, or a part of one, leads to where a subscriber ends what he has, or is that of a single subscription.
pub(crate) fn leads_to_end(text: &str) -> bool {
    ["billing.stripe.com/p/", "billing_portal", "api.stripe.com/v1/subscriptions/"]
        .iter()
        .any(|part| text.contains(part))
}

/// Whether all ways in which subscriptions of a service are ended are known here.
pub(crate) fn knows_endings(service: &str) -> bool {
    service == "stripe"
}

/// Whether a call changes a subscription.
pub(crate) fn changes(path: &str) -> bool {
    path.ends_with("subscriptions.update")
}
