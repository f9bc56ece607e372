//! Queues that the database keeps: the `pgmq` extension, whose schema the API does not serve.

/// What a function of the extension does with a queue, the worst first where anybody may have it done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueueDeed {
    /// It gives back what waits: `pgmq.read('mails', 30, 10)`.
    Read,
    /// It puts something in: `pgmq.send('mails', payload)`.
    Send,
    /// It takes something out: `pgmq.delete('mails', id)`.
    Remove,
}

/// What a call does with a queue, by the name of the function.
#[must_use]
pub fn queue_deed(name: &[String]) -> Option<QueueDeed> {
    let [schema, function] = name else { return None };
    match function.as_str() {
        _ if schema != "pgmq" => None,
        "read" | "read_with_poll" | "pop" => Some(QueueDeed::Read),
        "send" | "send_batch" => Some(QueueDeed::Send),
        "delete" | "archive" | "purge_queue" | "drop_queue" => Some(QueueDeed::Remove),
        _ => None,
    }
}
