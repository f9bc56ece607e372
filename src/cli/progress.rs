//! A sign of life on stderr while a run takes long, for people only.

use std::{
    io::{self, IsTerminal, Write},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::run::progress;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(400);
const EVERY: Duration = Duration::from_millis(100);
/// Of the bar, in characters.
const WIDTH: usize = 24;

/// Draws until it is dropped, and then leaves an empty line behind.
pub(super) struct Progress {
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait; nothing is ever drawn when that is not wanted, or nobody looks.
    pub(super) fn start(is_unwanted: bool) -> Self {
        let is_seen = io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        if is_unwanted || !is_seen {
            return Self { drawing: None };
        }
        let (sender, receiver) = mpsc::channel();
        let begin = Instant::now();
        let drawing = thread::spawn(move || {
            let mut wait = PATIENCE;
            let mut has_drawn = false;
            while receiver.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = EVERY;
                has_drawn = true;
                // A terminal that has gone away needs no sign of life.
                let _ = write!(io::stderr(), "\r\x1b[2K{}", line(progress::now(), begin.elapsed()));
            }
            if has_drawn {
                let _ = write!(io::stderr(), "\r\x1b[2K");
            }
        });
        Self { drawing: Some((sender, drawing)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, drawing)) = self.drawing.take() {
            drop(sender);
            let _ = drawing.join();
        }
    }
}

fn line((done, all): (usize, usize), since: Duration) -> String {
    let filled = (WIDTH * done).checked_div(all).unwrap_or(0).min(WIDTH);
    let bar = format!("{}{}", "━".repeat(filled), "─".repeat(WIDTH - filled));
    let what = if all > 0 && done >= all {
        "joining and judging".to_owned()
    } else {
        format!("reading {done} of {all} files")
    };
    format!("{bar} {what} · {} s", since.as_secs())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{WIDTH, line};

    #[test]
    fn the_bar_fills_and_never_overflows() {
        let count = |at| line(at, Duration::from_secs(2)).matches('━').count();
        assert_eq!((count((0, 0)), count((5, 10)), count((10, 10)), count((11, 10))), (0, WIDTH / 2, WIDTH, WIDTH));
        assert!(line((10, 10), Duration::from_secs(2)).ends_with("joining and judging · 2 s"));
    }
}
