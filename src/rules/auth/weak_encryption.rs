//! What is called encrypted and is not, or can be decrypted by more than those who may.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        encryption::{WeakCipher, Weakness},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    // Encodings by the file they stand in, keys by their variable: one repair mends all its places.
    let mut found: BTreeMap<String, Vec<WeakCipher>> = BTreeMap::new();
    for cipher in project.weak_ciphers() {
        let key = match &cipher.why {
            Weakness::Encoded => format!("{}/encoded", project.file(cipher.at.file).path),
            Weakness::BorrowedKey(variable) => format!("env:{variable}"),
            Weakness::EmptyKey => format!("key:{}", cipher.name),
            Weakness::PaddedKey => format!("key:{}/short", cipher.name),
        };
        found.entry(key).or_default().push(cipher);
    }
    for (key, ciphers) in found {
        let Some((first, others)) = ciphers.split_first() else { continue };
        let finding = sink.report(first.at, key, message(first));
        if first.why == Weakness::PaddedKey {
            finding.severity(Severity::Low);
        }
        for other in others {
            finding.place(other.at, format!("the same with `{}`", other.name));
        }
    }
}

fn message(WeakCipher { name, why, .. }: &WeakCipher) -> String {
    match why {
        Weakness::Encoded => {
            format!("`{name}` is not encrypted, only written in other letters: whoever sees it reads it back")
        }
        Weakness::EmptyKey => {
            format!("where {name} is not set, the key is nothing but padding: anybody can decrypt what is kept with it")
        }
        Weakness::BorrowedKey(variable) => {
            format!("`{name}` is taken from {variable}, which more people and machines know than may decrypt")
        }
        Weakness::PaddedKey => format!("{name} is filled up when it is too short: a short key is guessed"),
    }
}
