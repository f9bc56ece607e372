//! Passwords through a hash that is made to be fast.

use crate::{
    model::{Project, passwords::What},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for used in &project.passwords {
        if let What::FastHash(algorithm) = &used.what {
            let path = &project.file(used.at.file).path;
            let message =
                format!("`{}` goes through {algorithm}, of which a computer tries billions a second", used.name);
            sink.report(used.at, format!("{path}/{}", used.name), message);
        }
    }
}
