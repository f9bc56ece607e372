//! A reader that goes away (`plimsoll | head`) is no error.

use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_ends_quietly() {
    let app = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/apps/lovable-petly");
    let mut child = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args([app, "--output", "json", "--fail-on", "none"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
