//! How far a run has come, for whoever shows it. It changes no result.

use std::sync::atomic::{AtomicUsize, Ordering};

static DONE: AtomicUsize = AtomicUsize::new(0);
static ALL: AtomicUsize = AtomicUsize::new(0);

/// Files read, and files to read, of all runs of this process.
#[must_use]
pub fn now() -> (usize, usize) {
    (DONE.load(Ordering::Relaxed), ALL.load(Ordering::Relaxed))
}

/// So many more files are to be read.
pub(super) fn expect(files: usize) {
    ALL.fetch_add(files, Ordering::Relaxed);
}

/// One more is read.
pub(super) fn advance() {
    DONE.fetch_add(1, Ordering::Relaxed);
}
