//! What somebody can do with a queue of the database through a function: read what waits in it, put something in, take
//! something out.

use super::{Deed, Weight};
use crate::{
    frameworks::supabase::queues::QueueDeed,
    model::{
        routines::{QueueUse, Routine, Routines},
        schema::{Function, FunctionKey, Returns},
    },
    vocab::split,
};

/// Words for messages to people: what waits to be sent holds links by which one signs in.
const MAIL: &[&str] = &["email", "emails", "mail", "mails", "auth", "otp", "sms", "message", "messages"];

/// The worst that a caller can do with the queues that a function uses, and how much that matters.
pub(super) fn queue_harm(
    key: &FunctionKey,
    function: &Function,
    reached: &[&Routine],
    routines: &Routines,
) -> Option<(Deed<'static>, Weight)> {
    let inputs: Vec<&str> = function.inputs().filter_map(|parameter| parameter.name.as_deref()).collect();
    let is_sent = |name: &String| inputs.contains(&name.as_str());
    let gives = !matches!(&function.returns, Returns::Nothing)
        && !matches!(&function.returns, Returns::Value(ty) if matches!(ty.name.name.as_str(), "bool" | "int4" | "int8" | "void"));
    let is_harm = |used: &&QueueUse| match used.deed {
        QueueDeed::Read => gives,
        QueueDeed::Send | QueueDeed::Remove => used.given.iter().any(is_sent),
    };
    let worst = reached.iter().flat_map(|routine| &routine.queues).filter(is_harm).min_by_key(|used| used.deed)?;
    // Who names the queue reaches each of them.
    let is_any = worst.queue.is_none();
    let carries_mail = speaks_of_mail(&key.name.name)
        || worst.queue.as_deref().is_some_and(speaks_of_mail)
        || is_any && routines.queue_users().any(|user| speaks_of_mail(&user.name.name));
    let weight = if carries_mail && worst.deed != QueueDeed::Remove { Weight::Precious } else { Weight::Rows };
    Some((Deed::Queue(worst.deed, carries_mail), weight))
}

fn speaks_of_mail(name: &str) -> bool {
    split(name).iter().any(|word| MAIL.contains(&word.as_str()))
}
