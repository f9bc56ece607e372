//! Money: the calls that move it, what the caller decides of them, what is booked of what came in, and what becomes of it
//! when an event comes twice or two come at once.

pub mod asked;
mod booked;
pub mod charges;
pub mod claimed;
pub mod counted;
pub mod declared;
pub mod lapses;
pub mod numbered;
pub mod promised;
pub mod reckoned;
pub mod repeats;
mod subscriptions;
pub mod summed;
pub mod tried;

use std::collections::BTreeSet;

use super::{Project, calls::FnRef};

impl Project {
    /// The functions that run when a provider of payments tells what has happened.
    fn functions_of_payment_hooks(&self) -> BTreeSet<FnRef> {
        let hooks = self.routes.iter().filter(|r| r.webhook.as_ref().is_some_and(|w| w.kind == "payment"));
        hooks.flat_map(|route| route.functions.iter().copied()).collect()
    }
}
