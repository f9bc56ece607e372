//! The code uses a file bucket that nothing in the repository makes.

use std::collections::BTreeMap;

use crate::{
    model::{BucketUse, Project, contract::Known},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let uses = project.bucket_uses();
    if uses.is_empty() {
        sink.not_applicable("the code uses no file buckets");
        return;
    }
    let mut by_name: BTreeMap<&str, Vec<&BucketUse>> = BTreeMap::new();
    for usage in uses.iter().filter(|u| project.file(u.at.file).role.is_production()) {
        by_name.entry(&usage.name).or_default().push(usage);
    }
    let mut is_unknown = false;
    for (name, places) in by_name {
        let known = project.knows_bucket(name, &uses);
        is_unknown |= known == Known::Unknown;
        let Some((first, others)) = places.split_first().filter(|_| known == Known::No) else { continue };
        let message = format!(
            "files go into the bucket {name}, which nothing here makes: uploads fail on a new environment, and nobody can see who may read them"
        );
        let finding = sink.report(first.at, format!("bucket:{name}"), message);
        for other in others {
            finding.place(other.at, format!("uses {name}"));
        }
    }
    if is_unknown {
        sink.unknown("no SQL in the repository says which buckets there are");
    }
}
