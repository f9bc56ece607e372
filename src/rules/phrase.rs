//! What rules say alike.

/// The end of a message about a place that nobody comes to yet.
pub(super) const UNSHOWN: &str = ", in a file that no page leads to yet";

/// `a, b and c`, of a long list the first few.
pub(super) fn joined<T: AsRef<str>>(words: &[T]) -> String {
    const SHOWN: usize = 5;
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] if words.len() <= SHOWN => format!("{} and {last}", most.join(", ")),
        many => format!("{} and {} more", many[..SHOWN].join(", "), many.len() - SHOWN),
    }
}
