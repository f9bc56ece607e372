//! Money: the calls that move it, what the caller decides of them, what is booked of what came in, and what becomes of it
//! when an event comes twice or two come at once.

pub mod asked;
mod booked;
pub mod charges;
pub mod claimed;
pub mod counted;
pub mod promised;
pub mod reckoned;
pub mod repeats;
mod subscriptions;
pub mod summed;
pub mod tried;
