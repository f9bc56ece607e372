//! A public link to a file of a private bucket.

use std::collections::BTreeMap;

use crate::{
    model::{DeadLink, Project},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.bucket_uses().is_empty() {
        sink.not_applicable("the code uses no file buckets");
        return;
    }
    let mut by_bucket: BTreeMap<String, Vec<DeadLink>> = BTreeMap::new();
    for link in project.dead_links() {
        by_bucket.entry(link.bucket.clone()).or_default().push(link);
    }
    for (bucket, links) in by_bucket {
        let Some((first, others)) = links.split_first() else { continue };
        let message = format!(
            "the public link to a file of bucket {bucket} opens for nobody: the bucket is private, and answers that there is no such file"
        );
        let finding = sink.report(first.at, format!("bucket:{bucket}"), message);
        for other in others {
            finding.place(other.at, "and here");
        }
        if let Some(made) = first.made {
            finding.place(made, "the bucket is made private here");
        }
    }
}
