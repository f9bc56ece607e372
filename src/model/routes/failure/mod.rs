//! What happens when something fails: is it logged, and what does the caller get to see?

mod branch;
mod empty;
mod given_out;
mod handed;
mod handled;
mod leak;
mod log;
mod logged;
mod main_query;
mod on_purpose;
mod scope;
mod stops;
mod uncaught;

pub use self::given_out::given_out_by_error_handlers;
pub(super) use self::{given_out::given_out, handled::handled, logged::logged};
